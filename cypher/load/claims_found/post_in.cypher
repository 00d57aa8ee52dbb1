// Finds POST_IN claims by their ids.
// parameters: claim_ids
UNWIND $claim_ids AS claim_id
MATCH ()-[e:POST_IN {claim_id: claim_id}]->()
RETURN claim_id, elementId(e) AS element
