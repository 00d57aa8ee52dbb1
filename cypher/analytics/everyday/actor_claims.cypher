// When the claims about one entity begin and end, and when the first of them was said.
// parameters: id, datasets
MATCH (:Entity {id: $id})-[e]-(:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
RETURN count(DISTINCT e) AS claims,
       min(CASE WHEN e.possible_from > date('0001-01-01')
                THEN e.possible_from ELSE e.certain_from END) AS first_day,
       max(e.possible_until) AS last_day, min(e.reported_on) AS said
