// Every name and spelling of the entities of one label, of some datasets or, without any, of all.
// parameters: label, datasets
MATCH (n:$($label))
WHERE size($datasets) = 0 OR EXISTS {
  MATCH (r:Record)-[:DESCRIBES]->(n)
  WHERE r.dataset IN $datasets
}
RETURN n.id AS id, n.name AS name,
       coalesce(n.aliases, []) + COLLECT {
         MATCH (n)-[e:NAMED]->(other:Name)
         WHERE size($datasets) = 0 OR e.dataset IN $datasets
         RETURN DISTINCT other.name
       } AS aliases
ORDER BY id
