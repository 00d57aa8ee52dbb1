// Writes entities of one label as their records resolve to, with exactly these labels.
// parameters: rows, labels, stale_labels
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
SET n = row.properties
SET n:$($labels)
FOREACH (other IN CASE WHEN size(labels(n)) > size($labels) THEN [n] ELSE [] END |
  REMOVE other:$($stale_labels))
RETURN count(n) AS written
