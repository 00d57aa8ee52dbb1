// What is on record of one entity, apart from claims.
// parameters: id
MATCH (n:Entity {id: $id})
RETURN n.name AS name, n.kind AS kind, n.born AS born, n.died AS died,
       [label IN labels(n) WHERE NOT label IN ['Entity', 'Actor']][0] AS label,
       coalesce(n.aliases, []) AS aliases, n.description AS description, n.country AS country
