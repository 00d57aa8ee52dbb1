// Claims that may hold on a day and had been made by another; all, where neither is given. `certain`
// where they surely hold on the day.
// parameters: at, known_by, datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE ($at IS NULL OR e.possible_from <= $at AND $at < e.possible_until)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       coalesce(e.certain_from <= $at AND $at < e.certain_until, false) AS certain,
       properties(e) AS properties
ORDER BY e.claim_id
