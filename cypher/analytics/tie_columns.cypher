// Affirming claims of some types that may hold on a day, as columns of the server's own numbers, of
// the chances that one of the origins of each is right, and of the days between the day and the
// nearest on which each was seen: negative before its first, 0 where it was seen or is stated to
// hold, and 9999999 where that takes reading the claim itself.
// parameters: types, at, known_by, datasets
MATCH (a:Entity)-[e:$any($types)]->(b:Entity)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND coalesce(e.stance, 'affirms') = 'affirms'
WITH type(e) AS type, a, b,
     1 - (1 - e.confidence) ^ CASE WHEN size(e.origins) > 1 THEN size(e.origins) ELSE 1 END
       AS confidence,
     CASE
       WHEN coalesce(e.pooled, false) OR (type(e) = 'TIED_TO' AND e.kind = 'kinship') THEN 9999999
       WHEN e.certain_from <= $at AND $at < e.certain_until THEN 0
       WHEN $at < e.certain_from AND e.possible_from > date('0001-01-01') THEN 9999999
       WHEN $at >= e.certain_from AND e.possible_until < date('9999-12-31') THEN 9999999
       WHEN EXISTS {
         (a)-[f]->(b)
         WHERE type(f) = type(e)
           AND (f.possible_until <= $at OR (f.possible_from > $at AND f <> e))
       } THEN 9999999
       WHEN $at < e.certain_from THEN -duration.inDays($at, e.certain_from).days
       WHEN e.certain_until <= e.certain_from THEN duration.inDays(e.certain_from, $at).days
       ELSE duration.inDays(e.certain_until, $at).days + 1
     END AS away
RETURN type, collect(id(a)) AS starts, collect(id(b)) AS ends, collect(confidence) AS confidences,
       collect(away) AS away
