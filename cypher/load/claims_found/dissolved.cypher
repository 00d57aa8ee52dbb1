// Finds DISSOLVED claims by their ids.
// parameters: claim_ids
UNWIND $claim_ids AS claim_id
MATCH ()-[e:DISSOLVED {claim_id: claim_id}]->()
RETURN claim_id, elementId(e) AS element
