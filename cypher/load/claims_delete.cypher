// Removes claims of one type that were found; says which they were.
// parameters: rows, type
UNWIND $rows AS row
MATCH (a)-[e]->(b)
WHERE elementId(e) = row.element AND type(e) = $type AND e.claim_id = row.claim_id
WITH row, e, coalesce(a.id, a.entity_id) AS start, coalesce(b.id, b.entity_id) AS end
DELETE e
RETURN row.claim_id AS claim_id, start, end
