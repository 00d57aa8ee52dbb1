// Claims of some types that may hold on a day, as columns: the server's own numbers of both ends,
// confidences, how many origins, and the days from the day to each bound, negative before it. One
// row for those that are alike in type, stance, kinship and pooling.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e:$any($types)]->(b:Entity)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, coalesce(e.stance, 'affirms') AS stance,
       type(e) = 'TIED_TO' AND coalesce(e.kind = 'kinship', false) AS kin,
       CASE WHEN coalesce(e.pooled, false) THEN e {.pooled, .alternatives, .last_seen} END AS pooled,
       collect(id(e)) AS numbers, collect(id(a)) AS starts, collect(id(b)) AS ends,
       collect(e.confidence) AS confidences, collect(size(e.origins)) AS origins,
       collect(duration.inDays($at, e.possible_from).days) AS possible_from,
       collect(duration.inDays($at, e.certain_from).days) AS certain_from,
       collect(duration.inDays($at, e.certain_until).days) AS certain_until,
       collect(duration.inDays($at, e.possible_until).days) AS possible_until
