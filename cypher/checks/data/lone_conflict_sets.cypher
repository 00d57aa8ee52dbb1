// Conflict sets with one claim only: nothing is left that it excludes. Empty is good.
// parameters: datasets
MATCH (:Entity)-[e]->(:Entity)
WHERE e.conflict_set IS NOT NULL AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH e.dataset AS dataset, e.conflict_set AS conflict_set, collect(e.claim_id) AS claims
WHERE size(claims) = 1
RETURN conflict_set, claims[0] AS claim
ORDER BY claim
