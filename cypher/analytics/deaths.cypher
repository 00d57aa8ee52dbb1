// Persons whose death is on record, with its date as written.
// parameters: none
MATCH (p:Person)
WHERE p.died IS NOT NULL
RETURN p.id AS id, p.died AS died
