// Writes a dataset's own records of entities.
// parameters: rows
UNWIND $rows AS row
MATCH (n:Entity {id: row.properties.entity_id})
MERGE (r:Record {record_id: row.record_id})
SET r = row.properties
MERGE (r)-[:DESCRIBES]->(n)
RETURN count(r) AS written
