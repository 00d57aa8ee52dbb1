// Names of some entities, as each dataset records them, and the dates of all publications that claims
// about them cite, as they are written (empty: undated).
// parameters: ids, at, known_by, datasets
UNWIND $ids AS id
MATCH (n:Entity {id: id})
CALL (n) {
  MATCH (n)-[e]-(:Entity)
  WHERE ($at IS NULL OR e.possible_from <= $at AND $at < e.possible_until)
    AND ($known_by IS NULL OR e.reported_on <= $known_by)
    AND (size($datasets) = 0 OR e.dataset IN $datasets)
  UNWIND e.sources AS source_id
  WITH DISTINCT source_id
  MATCH (s:Entity {id: source_id})
  RETURN collect(coalesce(s.published, '')) AS published
}
RETURN n.id AS id, n.name AS name, n.kind AS kind,
       [label IN labels(n) WHERE NOT label IN ['Entity', 'Actor']][0] AS label,
       COLLECT {
         MATCH (r:Record)-[:DESCRIBES]->(n)
         WHERE size($datasets) = 0 OR r.dataset IN $datasets
         RETURN {dataset: r.dataset, name: r.name, aliases: coalesce(r.aliases, [])}
         ORDER BY r.dataset
       } AS records,
       published
