// Takes a projection out of the catalogue, if it is there.
// parameters: graph
CALL gds.graph.drop($graph, false) YIELD graphName
RETURN graphName AS graph
