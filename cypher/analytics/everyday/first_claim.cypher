// The first days that any claim of the graph is about, and was said on.
// parameters: datasets
MATCH (:Entity)-[e]->(:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
RETURN count(e) AS claims, min(CASE WHEN e.possible_from > date('0001-01-01')
                                    THEN e.possible_from ELSE e.certain_from END) AS holds,
       min(e.reported_on) AS said
