// What claims of one type say now, before a load changes or removes them.
// parameters: claim_ids, type
UNWIND $claim_ids AS claim_id
MATCH (a)-[e:$($type) {claim_id: claim_id}]->(b)
RETURN claim_id, e.valid_to AS former_end,
       e {.*, start_id: null, start_name: null, end_id: null, end_name: null} AS former,
       coalesce(e.start_id, a.id, a.entity_id) AS start, coalesce(e.end_id, b.id, b.entity_id) AS end
