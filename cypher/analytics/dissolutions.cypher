// When groups ended, by affirming claims that state a date: the first day that the latest can mean,
// and the day by which all of them surely had come; those not surely there on a day, if any.
// parameters: at, known_by, datasets
MATCH (:Entity)-[e:DISSOLVED]->(g:Entity)
WHERE e.valid_from IS NOT NULL AND e.stance = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH g.id AS id, max(e.possible_from) AS earliest, max(e.certain_from) AS latest
WHERE $at IS NULL OR $at >= earliest
RETURN id, earliest, latest
ORDER BY id
