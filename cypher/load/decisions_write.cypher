// Replaces the decisions on identity that the graph follows.
// parameters: rows
OPTIONAL MATCH (old:Decision)
DELETE old
WITH count(*) AS former
UNWIND $rows AS row
CREATE (d:Decision)
SET d = row
RETURN count(d) AS written
