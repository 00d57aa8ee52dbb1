// PageRank of every vertex of a projection, on the scale of Graph Data Science.
// parameters: graph, damping, tolerance, iterations
CALL gds.pageRank.stream($graph, {
  dampingFactor: $damping, tolerance: $tolerance, maxIterations: $iterations
}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
