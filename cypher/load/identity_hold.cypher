// Takes claims of one type whose ends became one entity off the graph of entities: they wait between
// the records of their own dataset.
// parameters: rows, type
UNWIND $rows AS row
MATCH ()-[e]->()
WHERE elementId(e) = row.element AND type(e) = $type AND e.claim_id = row.claim_id
WITH row, e, properties(e) AS said
DELETE e
WITH row, said
MATCH (a:Record {record_id: row.start})
MATCH (b:Record {record_id: row.end})
CREATE (a)-[n:$($type)]->(b)
SET n = said
SET n += {start_id: null, start_name: null, end_id: null, end_name: null}
RETURN count(n) AS written
