// Harmonic centrality of every vertex of a projection.
// parameters: graph
CALL gds.closeness.harmonic.stream($graph) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
