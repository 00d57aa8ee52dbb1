// Which groups a state and its organs sponsor, by country, told apart from those with which the
// state only has relations. Countries are those where the same source places the group.
// One row a claim, source and country, of one source where one is named.
// parameters: sponsor, organ_kinds, source
MATCH (state:Entity:State {id: $sponsor})
CALL (state) {
  MATCH (state)-[e:SPONSORS]->(g:Organization)
  RETURN 'sponsors' AS relation, state AS by, e, g
  UNION
  MATCH (organ:Organization)-[e:SPONSORS]->(g:Organization)
  WHERE state.country IN organ.countries AND organ.kind IN $organ_kinds
  RETURN 'sponsors' AS relation, organ AS by, e, g
  UNION
  MATCH (state)-[e:HAS_RELATIONS_WITH]-(g:Organization)
  RETURN 'has relations with' AS relation, state AS by, e, g
}
WITH relation, by, e, g
WHERE e.stance = 'affirms'
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
OPTIONAL MATCH (g)-[place:OPERATES_IN|BASED_IN|HOLDS_TERRITORY]->(:Location)
               -[:WITHIN*0..4]->(country:Location {level: 'country'})
WHERE place.stance = 'affirms' AND s.id IN place.sources
RETURN DISTINCT relation, by.id AS sponsor, g.id AS organization, g.name AS name,
       country.name AS country, place.claim_id AS country_claim,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY relation DESC, country, organization, claim, published_by, country_claim
