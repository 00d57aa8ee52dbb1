// Terms of office with a stated start and no stated end, or stated to go on, whose holder is dead:
// the end of the term is the day of the death at the latest. Empty is good.
// parameters: datasets
MATCH (p:Person)-[e:HOLDS]->(post:Position)
WHERE p.died IS NOT NULL AND e.stance = 'affirms'
  AND coalesce(e.valid_to, '..') = '..' AND (e.valid_from IS NOT NULL OR e.valid_to = '..')
  AND NOT (e.certain_from < e.certain_until
           AND toString(e.certain_until - duration({days: 1})) > p.died)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS claim, p.id AS person, p.died AS died, post.id AS post
ORDER BY claim
