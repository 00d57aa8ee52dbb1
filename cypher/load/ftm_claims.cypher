// Claims among persons, organizations, states and posts, with what is cited for each.
// parameters: datasets
MATCH (a:Actor|Position)-[e]->(b:Actor|Position)
WHERE size($datasets) = 0 OR e.dataset IN $datasets
RETURN type(e) AS type, a.id AS start, a.name AS start_name, b.id AS end,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       properties(e) AS properties,
       COLLECT {
         UNWIND e.sources AS source_id
         MATCH (s:Entity {id: source_id})
         RETURN {publisher: s.publisher, address: s.address} ORDER BY s.id
       } AS cited
ORDER BY e.claim_id
