// Persons whose id spells none of their names: neither does it have their letters, nor are all of
// its words among theirs; accents and marks apart. Empty is good.
// parameters: datasets
MATCH (p:Person)
WHERE p.id STARTS WITH 'person/'
  AND (size($datasets) = 0 OR any(name IN p.datasets WHERE name IN $datasets))
WITH p, [text IN [substring(p.id, 7), p.name] + coalesce(p.aliases, []) |
         reduce(kept = '', letter IN split(normalize(toLower(text), NFD), '') |
                CASE WHEN 'a' <= letter <= 'z' OR '0' <= letter <= '9' THEN kept + letter
                     WHEN letter IN [' ', '-'] THEN kept + ' ' ELSE kept END)] AS spellings
WITH p, spellings[0] AS id, tail(spellings) AS names
WHERE none(name IN names WHERE replace(name, ' ', '') = replace(id, ' ', '')
           OR all(word IN split(id, ' ') WHERE word IN split(name, ' ')))
RETURN p.id AS id, p.name AS name
ORDER BY id
