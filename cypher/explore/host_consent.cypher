// By whose leave: consent of the host
// Who was where on a day, and whether the host agreed, in law and in fact. Tolerated is not granted,
// and unknown is not denied.
// parameters: none
WITH date('2020-01-02') AS day
MATCH (actor:Actor)-[e:HOLDS_TERRITORY|OPERATES_IN|BASED_IN]->(place:Location)
WHERE e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
  AND (e.consent_de_jure IS NOT NULL OR e.consent_de_facto IS NOT NULL)
OPTIONAL MATCH (host:Entity {id: e.consent_by})
RETURN actor.name AS actor, place.name AS place,
       e.consent_de_jure AS in_law, e.consent_de_facto AS in_fact,
       host.name AS whose_consent, type(e) AS presence, e.consent_basis AS basis,
       size(e.sources) AS sources
ORDER BY place, actor, in_fact
