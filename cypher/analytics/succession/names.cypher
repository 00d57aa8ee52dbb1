// Every name and spelling of the entities of one label.
// parameters: label
MATCH (n:Entity)
WHERE $label IN labels(n)
RETURN n.id AS id, n.name AS name,
       coalesce(n.aliases, []) + COLLECT {
         MATCH (n)-[:NAMED]->(other:Name)
         RETURN DISTINCT other.name
       } AS aliases
ORDER BY id
