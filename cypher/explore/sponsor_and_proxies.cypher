// The sponsor and its proxies
// Whom a state supported on a day, by itself or through its own organizations: of several claims
// on one pair the best grounded. Change the day or the state in the first line.
// parameters: none
WITH date('2020-01-02') AS day, 'state/iran' AS state
MATCH (sponsor:Actor)-[e:SPONSORS]->(client:Organization)
WHERE (sponsor.id = state OR EXISTS { (sponsor)-[:SUBORDINATE_TO*1..3]->(:Entity {id: state}) }
       OR sponsor.id IN ['organization/irgc', 'organization/quds-force'])
  AND e.stance = 'affirms' AND e.possible_from <= day AND day < e.possible_until
WITH sponsor, client, e ORDER BY e.confidence DESC, e.claim_id
WITH sponsor, client, head(collect(e)) AS support
RETURN sponsor, support, client
