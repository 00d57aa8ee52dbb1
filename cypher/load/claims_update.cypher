// Rewrites claims of one type whose ends stay; says which were found and their former end date.
// parameters: rows, type
UNWIND $rows AS row
MATCH (a:Entity {id: row.start})-[e:$($type) {claim_id: row.claim_id}]->(b:Entity {id: row.end})
WITH row, e, e.valid_to AS former_end
SET e = row.properties
RETURN row.claim_id AS claim_id, former_end
