// The names of entities.
// parameters: ids
MATCH (n:Entity)
WHERE n.id IN $ids
RETURN n.id AS id, n.name AS name
