// Persons, organizations, states and posts as their datasets describe them, with names by claims.
// parameters: datasets
MATCH (n:Actor|Position)
WHERE size($datasets) = 0 OR any(name IN n.datasets WHERE name IN $datasets)
RETURN n.id AS id, [label IN labels(n) WHERE NOT label IN ['Entity', 'Actor']][0] AS label,
       n.name AS name, n.kind AS kind, n.born AS born, n.died AS died,
       n.description AS description,
       coalesce(n.countries, CASE WHEN n.country IS NULL THEN [] ELSE [n.country] END) AS countries,
       coalesce(n.aliases, []) + COLLECT {
         MATCH (n)-[e:NAMED]->(other:Name)
         WHERE e.stance = 'affirms' AND (size($datasets) = 0 OR e.dataset IN $datasets)
         RETURN DISTINCT other.name ORDER BY other.name
       } AS aliases,
       COLLECT {
         MATCH (n)-[e:POST_IN]->(owner:Organization)
         WHERE e.stance = 'affirms' AND (size($datasets) = 0 OR e.dataset IN $datasets)
         RETURN {id: owner.id, origins: e.origins, said: toString(e.reported_on)}
         ORDER BY owner.id, e.claim_id
       } AS owners
ORDER BY id
