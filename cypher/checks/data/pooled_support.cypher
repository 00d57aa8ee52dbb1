// Support that a source pools (one or more of several gave it) without saying who the several are,
// with the supporter not among them, or graded as if it were certain of one. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e:SPONSORS]->(b:Entity)
WHERE (e.pooled OR e.alternatives IS NOT NULL)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH a, e, b,
     CASE
       WHEN NOT coalesce(e.pooled, false) THEN 'alternatives without being pooled'
       WHEN size(coalesce(e.alternatives, [])) < 2 THEN 'no alternatives'
       WHEN NOT coalesce(e.start_id, a.id) IN e.alternatives THEN 'not among its alternatives'
       WHEN e.credibility IN ['1', '2'] THEN 'certain of one'
     END AS fault
WHERE fault IS NOT NULL
RETURN e.claim_id AS claim, a.id AS supporter, b.id AS supported, fault
ORDER BY claim
