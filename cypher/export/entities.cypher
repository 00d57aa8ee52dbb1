// Every entity with its own label and all its properties.
// parameters: none
MATCH (n:Entity)
RETURN n.id AS id,
       [label IN labels(n) WHERE NOT label IN ['Entity', 'Actor']][0] AS label,
       properties(n) AS properties
ORDER BY id
