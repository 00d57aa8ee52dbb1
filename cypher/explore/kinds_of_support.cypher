// Kinds of support, client by client
// What a state and its organizations are said to have given to whom by a day, with the number of
// publications. "Unknown" means that the source does not say what was given.
// parameters: none
WITH date('2020-01-02') AS day, ['state/iran', 'organization/irgc', 'organization/quds-force'] AS givers
MATCH (sponsor:Actor)-[e:SPONSORS]->(client:Organization)
WHERE sponsor.id IN givers AND e.stance = 'affirms'
  AND e.possible_from <= day AND day < e.possible_until
UNWIND e.support_types AS kind
UNWIND e.sources AS source
WITH client, collect(DISTINCT kind) AS kinds, count(DISTINCT source) AS sources,
     max(e.reported_on) AS newest
RETURN client.name AS client, kinds, sources, newest
ORDER BY sources DESC, client
