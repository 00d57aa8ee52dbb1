// Names of the projections in the catalogue.
// parameters: none
CALL gds.graph.list() YIELD graphName
RETURN graphName AS graph
ORDER BY graph
