// Claims that were last seen later than the latest of their sources was published. A year or a
// month counts to its end, on both sides; nothing is compared where a source has no date.
// Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE e.last_seen IS NOT NULL AND NOT e.last_seen CONTAINS 'X'
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH a, e, b, replace(replace(replace(e.last_seen, '~', ''), '?', ''), '%', '') AS seen
CALL (e) {
  UNWIND e.sources AS id
  MATCH (s:Entity:Source {id: id})
  WITH s, replace(replace(replace(s.published, '~', ''), '?', ''), '%', '') AS day
  RETURN max(CASE size(day) WHEN 4 THEN day + '-12-31' WHEN 7 THEN day + '-31' ELSE day END)
           AS published,
         count(*) > count(s.published) AS undated
}
WITH a, e, b, seen, published, undated
WHERE NOT undated AND seen > left(published, size(seen))
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end, e.last_seen AS last_seen,
       published
ORDER BY claim
