// What kind each organization is.
// parameters: none
MATCH (n:Organization)
RETURN n.id AS id, n.name AS name, n.kind AS kind
ORDER BY id
