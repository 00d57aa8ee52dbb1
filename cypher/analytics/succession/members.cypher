// Which organizations belong to which others on a day.
// parameters: at, known_by, datasets
MATCH (a:Organization)-[e:MEMBER_OF|SUBORDINATE_TO|WING_OF]->(b:Organization)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND e.stance = 'affirms'
RETURN type(e) AS type, a.id AS start, b.id AS end,
       e {.possible_from, .certain_from, .certain_until, .possible_until} AS properties
ORDER BY start, end
