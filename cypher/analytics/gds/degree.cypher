// Number of ties of every vertex of a projection.
// parameters: graph
CALL gds.degree.stream($graph) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
