// Designations that name neither a programme nor a basis. Empty is good.
// parameters: datasets
MATCH (authority:Entity)-[e:DESIGNATED]->(x:Entity)
WHERE size(coalesce(e.programme, [])) = 0 AND e.basis IS NULL
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS claim, authority.id AS authority, x.id AS designated
ORDER BY claim
