// Denials of some types that may hold on a day, as columns of the server's own numbers.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e:$any($types)]->(b:Entity)
WHERE e.stance = 'denies'
  AND e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, collect(id(a)) AS starts, collect(id(b)) AS ends
