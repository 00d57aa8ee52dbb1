// Claims that may hold on a day and had been made by another; all, where neither is given.
// parameters: at, known_by, datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE ($at IS NULL OR e.possible_from <= $at AND $at < e.possible_until)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS id, type(e) AS type, a.id AS start, b.id AS end,
       properties(e) AS properties
ORDER BY id
