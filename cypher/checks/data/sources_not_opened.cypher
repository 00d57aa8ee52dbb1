// Sources that claims rest on though nobody is on record as having opened them. Empty is good.
// parameters: datasets
MATCH (:Entity)-[e]->(:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
UNWIND e.sources AS source_id
WITH source_id, count(e) AS claims, min(e.claim_id) AS for_example
MATCH (s:Entity:Source {id: source_id})
WHERE s.opened_on IS NULL
RETURN s.id AS id, s.name AS name, claims, for_example
ORDER BY id
