// What matching knows of every record of an actor: names, context, and the persons and organizations
// to which its dataset ties it.
// parameters: none
MATCH (r:Record)-[:DESCRIBES]->(n:Actor)
RETURN r.dataset AS dataset, r.entity_id AS id, n.id AS entity, r.label AS label, r.name AS name,
       coalesce(r.aliases, []) AS aliases, coalesce(r.countries, []) AS countries,
       r.country AS country, r.born AS born, r.kind AS kind,
       COLLECT {
         MATCH (n)-[e]-(m:Person|Organization)
         WHERE e.dataset = r.dataset AND m <> n
         RETURN DISTINCT m.id
       } AS neighbours
ORDER BY dataset, id
