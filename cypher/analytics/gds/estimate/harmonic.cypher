// Estimates what an undirected projection of such a size and its harmonic take, in bytes.
// parameters: vertices, arcs
CALL gds.closeness.harmonic.stream.estimate(
  {nodeCount: $vertices, relationshipCount: $arcs, nodeProjection: '*',
   relationshipProjection: {TIE: {type: '*', orientation: 'UNDIRECTED'}}}, {})
YIELD bytesMin, bytesMax
RETURN bytesMin AS least, bytesMax AS most
