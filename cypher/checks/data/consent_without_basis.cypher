// Claims of a presence that say how the host consents, in law or in fact, and not what that rests
// on. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e:OPERATES_IN|BASED_IN|HOLDS_TERRITORY]->(place:Location)
WHERE e.consent_basis IS NULL
  AND (coalesce(e.consent_de_jure, 'unknown') <> 'unknown'
       OR coalesce(e.consent_de_facto, 'unknown') <> 'unknown')
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS claim, a.id AS actor, place.id AS place, e.consent_de_jure AS de_jure,
       e.consent_de_facto AS de_facto
ORDER BY claim
