// Closeness of every vertex of a projection, by Wasserman and Faust's formula.
// parameters: graph
CALL gds.closeness.stream($graph, {useWassermanFaust: true}) YIELD nodeId, score
RETURN gds.util.asNode(nodeId).id AS id, score
