// Who commanded an organization on a day, by which post; `certain` where a source surely says so.
// Whoever is only possibly in a post for one gives way to whoever surely is; the dead command
// nothing, from the last day that the date of their death can mean. One row a claim and source, of
// one source where one is named.
// parameters: organization, at, source
MATCH (o:Entity:Organization {id: $organization})
CALL (o) {
  MATCH (p:Person)-[e:HOLDS]->(post:Position)-[c:COMMANDS]->(o)
  WHERE c.stance = 'affirms' AND c.possible_from <= $at AND $at < c.possible_until
  RETURN p, e, post
  UNION
  MATCH (p:Person)-[e:COMMANDS]->(o)
  RETURN p, e, null AS post
}
WITH p, e, post, e.certain_from <= $at AND $at < e.certain_until AS certain,
     reduce(bare = p.died, mark IN ['~', '?', '%'] | replace(bare, mark, '')) AS died
WITH p, e, post, certain,
     CASE WHEN substring(died, 5, 2) > '12' THEN left(died, 4) ELSE died END AS died
WHERE e.stance = 'affirms' AND e.possible_from <= $at AND $at < e.possible_until
  AND (died IS NULL
       OR replace(died, 'X', '9') + substring('0000-12-31', size(died)) > toString($at))
WITH collect(DISTINCT {p: p, e: e, post: post, certain: certain}) AS found
UNWIND found AS one
WITH found, one.p AS p, one.e AS e, one.post AS post, one.certain AS certain
WHERE NOT coalesce(post.single_holder, false)
  OR none(x IN found WHERE x.certain AND x.post = post)
  OR any(x IN found WHERE x.certain AND x.post = post AND x.p = p)
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN p.id AS commander, p.name AS name, post.id AS post, certain,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY certain DESC, commander, claim, published_by
