// Persons whose id spells neither their name nor one of their aliases, accents, spaces and marks
// apart. Empty is good.
// parameters: datasets
MATCH (p:Person)
WHERE p.id STARTS WITH 'person/'
  AND (size($datasets) = 0 OR any(name IN p.datasets WHERE name IN $datasets))
WITH p, [text IN [substring(p.id, 7), p.name] + coalesce(p.aliases, []) |
         reduce(kept = '', letter IN split(normalize(toLower(text), NFD), '') |
                CASE WHEN 'a' <= letter <= 'z' OR '0' <= letter <= '9'
                     THEN kept + letter ELSE kept END)] AS spellings
WHERE NOT spellings[0] IN tail(spellings)
RETURN p.id AS id, p.name AS name
ORDER BY id
