// Two persons who both surely held a post for one at the same time, where no conflict set says
// that one of the claims is wrong. Who acts for another does not count. Empty is good.
// parameters: datasets
MATCH (p:Person)-[a:HOLDS]->(post:Position {single_holder: true})<-[b:HOLDS]-(q:Person)
WHERE p.id < q.id
  AND (size($datasets) = 0 OR a.dataset IN $datasets AND b.dataset IN $datasets)
  AND a.stance = 'affirms' AND b.stance = 'affirms'
  AND coalesce(a.capacity, '') <> 'acting' AND coalesce(b.capacity, '') <> 'acting'
  AND (a.conflict_set IS NULL OR b.conflict_set IS NULL OR a.conflict_set <> b.conflict_set)
WITH post, p, q, a, b,
     CASE WHEN a.certain_from > b.certain_from THEN a.certain_from ELSE b.certain_from END AS begins,
     CASE WHEN a.certain_until < b.certain_until THEN a.certain_until ELSE b.certain_until END
       AS ends
WHERE begins < ends
RETURN post.id AS post, p.id AS one, q.id AS other, toString(begins) AS from_day,
       toString(ends) AS until_day, a.claim_id AS claim, b.claim_id AS other_claim
ORDER BY post, one, other, claim, other_claim
