// Structures that operate in a country without seeking the permission of its ruler: whose
// permission, who created them, as part of what, and whom they are said to resemble.
// One row a claim and source, of one source where one is named.
// parameters: country, source
MATCH (g:Organization)-[here:OPERATES_IN|BASED_IN]->(:Entity:Location {id: $country})
WHERE here.stance = 'affirms' AND here.consent_de_facto = 'not_sought'
  AND ($source IS NULL OR $source IN here.sources)
WITH DISTINCT g
CALL (g) {
  MATCH (g)-[e:OPERATES_IN|BASED_IN]->(:Entity:Location {id: $country})
  WHERE e.consent_de_facto = 'not_sought'
  OPTIONAL MATCH (x:Entity {id: e.consent_by})
  RETURN 'does not seek the permission of' AS said, e, x
  UNION
  MATCH (g)<-[e:FOUNDED]-(x:Entity)
  RETURN 'was created by' AS said, e, x
  UNION
  MATCH (g)-[e:SUBORDINATE_TO]->(x:Entity)
  RETURN 'is part of' AS said, e, x
  UNION
  MATCH (g)-[e:RESEMBLES]->(x:Entity)
  RETURN 'resembles' AS said, e, x
}
WITH g, said, e, x
WHERE e.stance = 'affirms'
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN g.id AS organization, g.name AS name, said, x.id AS other, x.name AS other_name,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY organization, said, other, claim, published_by
