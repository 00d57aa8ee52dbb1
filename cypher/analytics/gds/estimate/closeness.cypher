// Estimates what an undirected projection of such a size and its closeness take, in bytes.
// parameters: vertices, arcs
CALL gds.closeness.stream.estimate(
  {nodeCount: $vertices, relationshipCount: $arcs, nodeProjection: '*',
   relationshipProjection: {TIE: {type: '*', orientation: 'UNDIRECTED'}}}, {})
YIELD bytesMin, bytesMax
RETURN bytesMin AS least, bytesMax AS most
