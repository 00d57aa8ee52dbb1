// Every state with its country's code.
// parameters: none
MATCH (n:State)
RETURN n.id AS id, n.name AS name, n.country AS country
ORDER BY id
