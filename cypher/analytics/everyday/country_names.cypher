// Names of countries by their codes, as states and locations on record have them.
// parameters: codes
MATCH (n:State|Location)
WHERE n.country IN $codes AND (n:State OR n.level = 'country')
RETURN n.country AS code, min(n.name) AS name
ORDER BY code
