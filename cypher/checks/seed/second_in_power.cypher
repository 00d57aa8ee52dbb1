// Who is said to stand second only to somebody.
// One row a claim and source, of one source where one is named.
// parameters: leader, source
MATCH (p:Person)-[e:SECOND_TO]->(leader:Entity:Person {id: $leader})
WHERE e.stance = 'affirms'
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN p.id AS person, p.name AS name, leader.name AS second_to, e.scope AS scope,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY person, claim, published_by
