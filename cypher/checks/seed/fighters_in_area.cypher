// How many fighters somebody is said to have in an area, its own or its clients'.
// One row a claim and source, of one source where one is named.
// parameters: area, source
MATCH (owner:Actor)-[e:HAS_STRENGTH]->(estimate:Estimate)-[at:AT]->(:Entity:Location {id: $area})
WHERE e.stance = 'affirms' AND at.stance = 'affirms'
WITH DISTINCT owner, e, estimate, at
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN owner.id AS owner, estimate.low AS low, estimate.high AS high,
       estimate.counts AS counts, estimate.whose AS whose,
       at.claim_id AS area_claim,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY owner, claim, published_by
