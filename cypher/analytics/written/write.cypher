// Writes measures as properties of entities, whose names all begin with the prefix of measures.
// parameters: rows
UNWIND $rows AS row
MATCH (n:Entity {id: row.id})
SET n += row.properties
RETURN count(n) AS written
