// Affirming claims that say the same of the same two as some others, and state a start after a day
// or an end by that day; `pairs` has type, start and end of each.
// parameters: pairs, at, known_by, datasets
UNWIND $pairs AS pair
MATCH (a:Entity {id: pair[1]})-[e]->(b:Entity {id: pair[2]})
WHERE type(e) = pair[0]
  AND coalesce(e.stance, 'affirms') = 'affirms'
  AND ((e.possible_from > $at AND e.possible_from <> date('0001-01-01'))
       OR e.possible_until <= $at)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN pair[0] AS type, a.id AS start, b.id AS end, e.possible_from AS possible_from,
       e.possible_until AS possible_until, e.confidence AS confidence
