// What claims of one type that were found say now, before a load changes or removes them.
// parameters: rows, type
UNWIND $rows AS row
MATCH (a)-[e]->(b)
WHERE elementId(e) = row.element AND type(e) = $type AND e.claim_id = row.claim_id
RETURN row.claim_id AS claim_id, e.valid_to AS former_end,
       e {.*, start_id: null, start_name: null, end_id: null, end_name: null} AS former,
       coalesce(e.start_id, a.id, a.entity_id) AS start, coalesce(e.end_id, b.id, b.entity_id) AS end
