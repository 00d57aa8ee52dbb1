// Which umbrellas operate in a country, what the source remarks on their make-up, and how many
// organizations are known as their members or stand under them.
// One row a claim and source, of one source where one is named.
// parameters: country, source
MATCH (u:Organization {kind: 'umbrella'})-[e:OPERATES_IN|BASED_IN]->(:Location)
      -[:WITHIN*0..4]->(:Entity:Location {id: $country})
WHERE e.stance = 'affirms'
WITH DISTINCT u, e
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN u.id AS umbrella, u.name AS name, e.note AS remark,
       COUNT {
         MATCH (member:Organization)-[m:MEMBER_OF|SUBORDINATE_TO]->(u)
         WHERE m.stance = 'affirms'
         RETURN DISTINCT member
       } AS members,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY umbrella, claim, published_by
