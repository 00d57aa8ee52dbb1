// Lets claims of one type run between other entities; they keep all that they said, and the ids and
// names of the ends as their source spoke, where those are not the entities' own.
// parameters: rows, type
UNWIND $rows AS row
MATCH ()-[e]->()
WHERE elementId(e) = row.element AND type(e) = $type AND e.claim_id = row.claim_id
WITH row, e, properties(e) AS said
DELETE e
WITH row, said
MATCH (a:Entity {id: row.start})
MATCH (b:Entity {id: row.end})
CREATE (a)-[n:$($type)]->(b)
SET n = said
SET n += {start_id: row.start_id, start_name: row.start_name,
          end_id: row.end_id, end_name: row.end_name}
RETURN count(n) AS written
