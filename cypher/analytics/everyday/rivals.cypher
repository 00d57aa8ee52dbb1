// Things affirmed within some conflict sets, of which at most one can hold in each.
// parameters: words, known_by
MATCH (a:Entity)-[e]->(b:Entity)
WHERE e.conflict_set IN $words AND e.stance = 'affirms'
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
RETURN DISTINCT e.conflict_set AS word, type(e) AS type, a.id AS start, b.id AS end,
       e.valid_from AS valid_from, e.valid_to AS valid_to
