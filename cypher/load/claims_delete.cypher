// Removes claims of one type; says which they were.
// parameters: claim_ids, type
UNWIND $claim_ids AS claim_id
MATCH (a)-[e:$($type) {claim_id: claim_id}]->(b)
WITH claim_id, e, a.id AS start, b.id AS end
DELETE e
RETURN claim_id, start, end
