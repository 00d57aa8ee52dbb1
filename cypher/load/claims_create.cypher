// Writes new claims of one type.
// parameters: rows, type
UNWIND $rows AS row
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
CREATE (a)-[e:$($type)]->(b)
SET e = row.properties
RETURN count(e) AS written
