// Affirming claims of some types that state a start after a day or an end by that day, as columns of
// the server's own numbers of both ends.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e:$any($types)]->(b:Entity)
WHERE (e.possible_until <= $at OR e.possible_from > $at)
  AND coalesce(e.stance, 'affirms') = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, collect(id(a)) AS starts, collect(id(b)) AS ends
