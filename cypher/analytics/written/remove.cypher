// Removes every property of entities whose name begins so; measures that were written back.
// parameters: prefix
MATCH (n:Entity)
WITH n, [name IN keys(n) WHERE name STARTS WITH $prefix] AS names
WHERE size(names) > 0
CALL (n, names) {
  UNWIND names AS name
  REMOVE n[name]
}
RETURN count(n) AS cleaned
