// Claims of a presence that say nothing of the host's consent, in law or in fact, not even that it
// is unknown. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e:OPERATES_IN|BASED_IN|HOLDS_TERRITORY]->(place:Location)
WHERE (e.consent_de_jure IS NULL OR e.consent_de_facto IS NULL)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS claim, a.id AS actor, place.id AS place
ORDER BY claim
