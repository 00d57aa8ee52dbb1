// Denials graded better than doubtful (4), or than improbable (5) where a claim of the same type
// and ends is confirmed. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e {stance: 'denies'}]->(b:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
WITH a, e, b, EXISTS {
       MATCH (a)-[same {credibility: '1', stance: 'affirms'}]->(b)
       WHERE type(same) = type(e)
     } AS against_confirmed
WHERE e.credibility IN ['1', '2', '3'] OR e.credibility = '4' AND against_confirmed
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end,
       e.credibility AS credibility, against_confirmed
ORDER BY claim
