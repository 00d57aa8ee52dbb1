// Estimates of fighters that may hold on a day: whose, how many, counted how, when observed, and
// for which places only (none: wherever the actor is).
// parameters: at, known_by, datasets
MATCH (a:Actor)-[e:HAS_STRENGTH]->(s:Estimate)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND e.stance = 'affirms'
RETURN a.id AS actor, a.name AS name, e.claim_id AS claim, s.low AS low, s.high AS high,
       s.counts AS counts, coalesce(s.whose, 'own') AS whose,
       COLLECT { MATCH (s)-[:AT]->(place:Location) RETURN DISTINCT place.id ORDER BY place.id }
         AS places,
       coalesce(e.first_seen, e.valid_from, e.last_seen) AS seen_from,
       coalesce(e.last_seen, e.first_seen, e.valid_from) AS seen_to,
       e.reported_on AS reported_on, e.credibility AS credibility, e.asserted_by AS asserted_by,
       e.sources AS sources,
       e {.possible_from, .possible_until, .certain_from, .certain_until} AS bounds
ORDER BY actor, claim
