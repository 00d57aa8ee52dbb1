// Ties and portfolios that do not say whether they are of the office or the person and why (a note
// that begins with one of the marks and a reason), or whose mark their ends contradict: what is
// office-bound ends on a post, all else on persons. Portfolios of organizations need no post.
// Empty is good.
// parameters: marks, datasets
MATCH (a:Entity)-[e:TIED_TO|HANDLES]->(b:Entity)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
WITH a, e, b,
     [mark IN $marks WHERE e.note STARTS WITH mark + ': ' AND size(e.note) > size(mark) + 2][0]
       AS mark,
     a:Position OR type(e) = 'TIED_TO' AND b:Position AS on_post
WITH a, e, b, mark, on_post,
     CASE
       WHEN mark IS NULL THEN 'no mark with a reason'
       WHEN type(e) = 'HANDLES' AND a:Organization THEN null
       WHEN mark = $marks[0] AND NOT on_post THEN 'office-bound without a post'
       WHEN mark <> $marks[0] AND on_post THEN 'on a post without being office-bound'
     END AS fault
WHERE fault IS NOT NULL
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end, fault
ORDER BY claim
