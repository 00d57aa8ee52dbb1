// All claims between two entities, of all days.
// parameters: one, other, known_by, datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE a.id IN [$one, $other] AND b.id IN [$one, $other] AND a <> b
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       false AS certain,
       properties(e) AS properties
ORDER BY e.claim_id
