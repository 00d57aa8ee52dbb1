// One person who commands two organizations at once, by claims that may both hold on one day and
// share no conflict set. Empty is good.
// parameters: datasets
MATCH (one:Organization)<-[a:COMMANDS]-(p:Person)-[b:COMMANDS]->(other:Organization)
WHERE one.id < other.id AND a.stance <> 'denies' AND b.stance <> 'denies'
  AND (size($datasets) = 0 OR a.dataset IN $datasets AND b.dataset IN $datasets)
  AND (a.conflict_set IS NULL OR b.conflict_set IS NULL OR a.conflict_set <> b.conflict_set)
  AND a.possible_from < b.possible_until AND b.possible_from < a.possible_until
RETURN p.id AS person, one.id AS one, other.id AS other, a.claim_id AS claim,
       b.claim_id AS other_claim
ORDER BY person, claim, other_claim
