// Denials by one of the two whom a claim is about, or by somebody in their ranks, that are graded
// better than doubtful (4), or than improbable (5) where a claim of the same type and ends is
// confirmed. What others deny has its own grade, and so has what is no accusation. Empty is good.
// parameters: separator, datasets
MATCH (a:Entity)-[e:SPONSORS|DIRECTS|COMMANDS|HANDLES|TIED_TO|PERPETRATED|OPERATES_IN|BASED_IN
                  {stance: 'denies'}]->(b:Entity)
WHERE e.asserted_by IS NOT NULL
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND any(item IN split(e.asserted_by, $separator) WHERE
        trim(item) IN [a.id, b.id]
        OR EXISTS {
          MATCH (speaker:Entity {id: trim(item)})
                -[:HOLDS|MEMBER_OF|POST_IN|SUBORDINATE_TO|WING_OF]->{1,3}(body)
          WHERE body = a OR body = b
        })
WITH a, e, b, EXISTS {
       MATCH (a)-[same {credibility: '1', stance: 'affirms'}]->(b)
       WHERE type(same) = type(e)
     } AS against_confirmed
WHERE e.credibility IN ['1', '2', '3'] OR e.credibility = '4' AND against_confirmed
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end,
       e.credibility AS credibility, against_confirmed
ORDER BY claim
