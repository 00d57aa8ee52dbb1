// Estimates what an undirected projection of such a size takes, in bytes.
// parameters: vertices, arcs
CALL gds.graph.project.estimate(
  '*', {TIE: {type: '*', orientation: 'UNDIRECTED'}},
  {nodeCount: $vertices, relationshipCount: $arcs})
YIELD bytesMin, bytesMax
RETURN bytesMin AS least, bytesMax AS most
