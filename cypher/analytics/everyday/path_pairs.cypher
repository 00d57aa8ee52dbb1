// Who is joined to whom by claims of some types that may hold on a day, once for each type.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE type(e) IN $types
  AND e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH DISTINCT type(e) AS type, a, b
RETURN type, collect([a.id, b.id]) AS pairs
ORDER BY type
