// Removes claims of one type.
// parameters: claim_ids, type
UNWIND $claim_ids AS claim_id
MATCH ()-[e:$($type) {claim_id: claim_id}]->()
DELETE e
RETURN count(*) AS written
