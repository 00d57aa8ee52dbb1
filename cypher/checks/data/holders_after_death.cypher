// Persons who surely held a post after the day of their death, where that is known to the day.
// Empty is good.
// parameters: none
MATCH (p:Person)-[e:HOLDS]->(post:Position)
WHERE e.stance = 'affirms' AND p.died =~ '\\d{4}-\\d{2}-\\d{2}'
  AND e.certain_from < e.certain_until
  AND e.certain_until > date(p.died) + duration({days: 1})
RETURN e.claim_id AS claim, p.id AS person, p.died AS died, post.id AS post,
       toString(e.certain_until) AS held_until
ORDER BY claim
