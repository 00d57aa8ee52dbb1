// Forces that operate in an area or in a place within it.
// One row a claim and source, of one source where one is named.
// parameters: area, kinds, source
MATCH (g:Organization)-[e:OPERATES_IN|BASED_IN|HOLDS_TERRITORY]->(place:Location)
      -[:WITHIN*0..5]->(:Entity:Location {id: $area})
WHERE g.kind IN $kinds AND e.stance = 'affirms'
WITH DISTINCT g, e, place
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN g.id AS organization, g.name AS name, place.id AS place,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY organization, place, claim, published_by
