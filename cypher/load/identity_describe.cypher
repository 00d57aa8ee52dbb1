// Lets records describe the entities that they now belong to.
// parameters: rows
UNWIND $rows AS row
MATCH (r:Record {record_id: row.record_id})-[d:DESCRIBES]->()
DELETE d
WITH row, r
MATCH (n:Entity {id: row.id})
CREATE (r)-[:DESCRIBES]->(n)
RETURN count(r) AS written
