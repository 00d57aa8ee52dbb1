// Writes entities of one label as their records resolve to, with exactly these labels.
// parameters: rows, labels, stale_labels
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n = row.properties
REMOVE n:$($stale_labels)
SET n:$($labels)
RETURN count(n) AS written
