// Persons who surely held a post after the day of their death, where that is known to the day.
// Days are compared as text of one length, so that no date of another form is read as a day.
// Empty is good.
// parameters: datasets
MATCH (p:Person)-[e:HOLDS]->(post:Position)
WHERE e.stance = 'affirms' AND p.died =~ '\\d{4}-\\d{2}-\\d{2}'
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND e.certain_from < e.certain_until
  AND toString(e.certain_until - duration({days: 1})) > p.died
RETURN e.claim_id AS claim, p.id AS person, p.died AS died, post.id AS post,
       toString(e.certain_until) AS held_until
ORDER BY claim
