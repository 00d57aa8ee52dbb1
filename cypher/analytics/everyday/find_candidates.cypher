// Ids of entities that bear a name with such words, best first, by the full-text index.
// parameters: words, limit
CALL db.index.fulltext.queryNodes('entity_names', $words, {limit: $limit}) YIELD node, score
CALL (node) {
  MATCH (node) WHERE NOT node:Name
  RETURN node AS bearer
  UNION
  MATCH (bearer:Entity)-[:NAMED]->(node)
  RETURN bearer
}
RETURN bearer.id AS id, max(score) AS score
ORDER BY score DESC, id
