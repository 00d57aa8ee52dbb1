// Claims graded as confirmed (credibility 1) that rest on one origin, their own and that of all
// claims of the same type, ends and stance taken together. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e {credibility: '1'}]->(b:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
CALL (a, e, b) {
  MATCH (a)-[same]->(b)
  WHERE type(same) = type(e) AND same.stance = e.stance
  UNWIND same.origins AS origin
  RETURN collect(DISTINCT origin) AS origins
}
WITH a, e, b, origins
WHERE size(origins) < 2
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end, origins
ORDER BY claim
