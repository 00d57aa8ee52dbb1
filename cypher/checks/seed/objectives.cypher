// What an actor is said to want.
// One row a claim and source, of one source where one is named.
// parameters: actor, source
MATCH (:Entity:Actor {id: $actor})-[e:PURSUES]->(objective:Objective)
WHERE e.stance = 'affirms'
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN objective.id AS objective, objective.name AS name,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY objective, claim, published_by
