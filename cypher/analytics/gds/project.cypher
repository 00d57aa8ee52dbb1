// Projects ties into the catalogue of Graph Data Science, undirected; a null end: no tie.
// parameters: graph, pairs
UNWIND $pairs AS pair
MATCH (a:Entity {id: pair[0]})
OPTIONAL MATCH (b:Entity {id: pair[1]})
WITH gds.graph.project($graph, a, b, {}, {undirectedRelationshipTypes: ['*']}) AS projected
RETURN projected.nodeCount AS vertices, projected.relationshipCount AS arcs
