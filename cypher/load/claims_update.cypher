// Rewrites claims of one type that were found and whose ends stay; says which they were, their former
// end date and, if asked to tell, all that they said before.
// parameters: rows, type, tell
UNWIND $rows AS row
MATCH (a:Entity)-[e]->(b:Entity)
WHERE elementId(e) = row.element AND type(e) = $type AND e.claim_id = row.claim_id
  AND a.id = row.start AND b.id = row.end
WITH row, e, e.valid_to AS former_end, CASE WHEN $tell THEN properties(e) END AS former
SET e = row.properties
RETURN row.claim_id AS claim_id, former_end, former
