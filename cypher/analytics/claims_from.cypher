// Claims of some types that start at some entities and may hold on a day, as claims_at has them.
// parameters: starts, types, at, known_by, datasets
UNWIND $starts AS id
MATCH (a:Entity {id: id})-[e]->(b:Entity)
WHERE type(e) IN $types
  AND e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       e.certain_from <= $at AND $at < e.certain_until AS certain,
       properties(e) AS properties
ORDER BY e.claim_id
