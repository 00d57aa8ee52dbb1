// Organizations that stand under themselves, through others, by claims that may hold on one day.
// Empty is good.
// parameters: datasets
MATCH path = (o:Organization)-[:SUBORDINATE_TO*1..8]->(o)
WHERE all(e IN relationships(path) WHERE e.stance = 'affirms'
          AND (size($datasets) = 0 OR e.dataset IN $datasets))
  AND all(x IN nodes(path) WHERE o.id <= x.id)
WITH o, [x IN nodes(path) | x.id] AS chain, relationships(path) AS links
WHERE all(e IN links WHERE all(f IN links WHERE e.possible_from < f.possible_until))
RETURN DISTINCT o.id AS id, chain, [e IN links | e.claim_id] AS claims
ORDER BY id, chain, claims
