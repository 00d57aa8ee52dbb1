// Rewrites claims of one type whose ends stay; says which were found, their former end date and,
// if asked to tell, all that they said before.
// parameters: rows, type, tell
UNWIND $rows AS row
MATCH (a:Entity {id: row.start})-[e:$($type) {claim_id: row.claim_id}]->(b:Entity {id: row.end})
WITH row, e, e.valid_to AS former_end, CASE WHEN $tell THEN properties(e) END AS former
SET e = row.properties
RETURN row.claim_id AS claim_id, former_end, former
