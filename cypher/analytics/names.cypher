// Every name and spelling of the entities of one label.
// parameters: label
MATCH (n:$($label))
RETURN n.id AS id, n.name AS name,
       coalesce(n.aliases, []) + COLLECT {
         MATCH (n)-[:NAMED]->(other:Name)
         RETURN DISTINCT other.name
       } AS aliases
ORDER BY id
