// Removes claims of one type; says which they were.
// parameters: claim_ids, type
UNWIND $claim_ids AS claim_id
MATCH (a)-[e:$($type) {claim_id: claim_id}]->(b)
WITH claim_id, e, coalesce(a.id, a.entity_id) AS start, coalesce(b.id, b.entity_id) AS end
DELETE e
RETURN claim_id, start, end
