// Groups that had surely merged into another by a day, as affirming claims state it, with that day.
// parameters: at, known_by, datasets
MATCH (g:Entity)-[e:MERGED_INTO]->(:Entity)
WHERE e.valid_from IS NOT NULL AND e.stance = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH g.id AS id, min(e.certain_from) AS merged
WHERE merged <= $at
RETURN id, merged
ORDER BY id
