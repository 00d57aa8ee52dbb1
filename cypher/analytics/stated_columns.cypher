// Affirming claims of some types that state a start after a day or an end by that day, as columns:
// the server's own numbers of both ends, confidences, and the days from the day to the first day that
// the start and the last that the end can mean.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e:$any($types)]->(b:Entity)
WHERE (e.possible_until <= $at OR e.possible_from > $at)
  AND coalesce(e.stance, 'affirms') = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, collect(id(a)) AS starts, collect(id(b)) AS ends,
       collect(e.confidence) AS confidences,
       collect(duration.inDays($at, e.possible_from).days) AS possible_from,
       collect(duration.inDays($at, e.possible_until).days) AS possible_until
