// Claims graded as probable or better (1, 2) whose note says that they go beyond their source: a
// reading of the editor's, a death coded as an aim, supporters coded as the group. Empty is good.
// parameters: readings, deaths, datasets
MATCH (a:Entity)-[e]->(b:Entity)
WHERE e.credibility IN ['1', '2'] AND e.note IS NOT NULL
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
WITH a, e, b, toLower(e.note) AS note
WITH a, e, b,
     CASE
       WHEN any(phrase IN $readings WHERE note CONTAINS phrase) THEN 'a reading'
       WHEN type(e) = 'TARGETED' AND b:Person AND any(phrase IN $deaths WHERE note CONTAINS phrase)
         THEN 'a death, no aim'
       WHEN type(e) = 'PERPETRATED' AND note CONTAINS 'supporters' THEN 'supporters, not the group'
     END AS fault
WHERE fault IS NOT NULL
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end, fault
ORDER BY claim
