// Claims of some types, both of whose ends are among some entities, that may hold on a day.
// parameters: ids, types, at, known_by, datasets
UNWIND $ids AS id
MATCH (a:Entity {id: id})-[e]->(b:Entity)
WHERE b.id IN $ids
  AND type(e) IN $types
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
