// Affirming claims of some types that start or end at some entities and may hold on a day, with the
// server's own numbers of both ends.
// parameters: ids, types, at, known_by, datasets
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[e]-(:Entity)
WHERE type(e) IN $types
  AND e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND coalesce(e.stance, 'affirms') = 'affirms'
WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b
RETURN type(e) AS type, a.id AS start, b.id AS end, id(a) AS start_number, id(b) AS end_number,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       e {.kind, .possible_from, .certain_from, .certain_until, .possible_until,
          .confidence, .origins, .pooled, .alternatives, .last_seen} AS properties
