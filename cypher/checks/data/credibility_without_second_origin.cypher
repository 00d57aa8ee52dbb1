// Claims graded as confirmed (credibility 1) that rest on one origin, their own and that of all
// claims of the same type, ends and stance taken together. The departments of one government are
// one origin; Wikipedia, and sites of low grade whose witness is unknown, are none. Empty is good.
// parameters: departments, datasets
CALL () {
  MATCH (s:Source {kind: 'other'})
  WHERE s.origin IS NULL AND s.reliability IN ['D', 'E']
  RETURN collect(s.id) + ['wikipedia', 'unknown'] AS weak
}
MATCH (a:Entity)-[e {credibility: '1'}]->(b:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
CALL (a, e, b, weak) {
  MATCH (a)-[same]->(b)
  WHERE type(same) = type(e) AND same.stance = e.stance
  UNWIND same.origins AS origin
  WITH origin, weak
  WHERE NOT origin IN weak
  RETURN collect(DISTINCT coalesce($departments[origin], origin)) AS origins
}
WITH a, e, b, origins
WHERE size(origins) < 2
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end, origins
ORDER BY claim
