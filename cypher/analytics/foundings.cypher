// When groups were founded, by affirming claims that state a date: the first day that the earliest
// can mean, and the day by which one of them surely was; those not surely founded by a day, if any.
// parameters: at, known_by, datasets
MATCH (:Entity)-[e:FOUNDED]->(g:Entity)
WHERE e.valid_from IS NOT NULL AND e.stance = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH g.id AS id, min(e.possible_from) AS earliest, min(e.certain_from) AS latest
WHERE $at IS NULL OR $at < latest
RETURN id, earliest, latest
ORDER BY id
