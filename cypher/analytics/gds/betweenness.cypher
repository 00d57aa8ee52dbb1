// Betweenness of every vertex of a projection, each unordered pair counted once, not normalised.
// parameters: graph
CALL gds.betweenness.stream($graph) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
