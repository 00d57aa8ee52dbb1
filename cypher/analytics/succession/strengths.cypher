// Own fighters of organizations as estimated; `local` where the count is for one place only.
// parameters: at, known_by, datasets
MATCH (n:Organization)-[e:HAS_STRENGTH]->(s:Estimate)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND e.stance = 'affirms' AND coalesce(s.whose, 'own') = 'own'
RETURN n.id AS id, s.low AS low, s.high AS high, e.claim_id AS claim_id,
       EXISTS { (s)-[:AT]->() } AS local
ORDER BY id, claim_id
