// Claims that deny or doubt something, everything else that is said of the same two, and claims of
// conflict sets; those about one entity, or about one of its events or posts, where one is named.
// parameters: actor, at, known_by, datasets
CALL () {
  MATCH (a:Entity)-[d]->(b:Entity)
  WHERE d.stance <> 'affirms'
  MATCH (a)-[e]->(b)
  WHERE type(e) = type(d)
  RETURN e, 'said against it' AS part
  UNION
  MATCH (:Entity)-[e]->(:Entity)
  WHERE e.conflict_set IS NOT NULL
  RETURN e, 'excluding' AS part
}
WITH DISTINCT e, part, startNode(e) AS a, endNode(e) AS b
WHERE ($at IS NULL OR e.possible_from <= $at AND $at < e.possible_until)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND ($actor IS NULL OR $actor IN [a.id, b.id]
       OR EXISTS { MATCH (a)-[:PERPETRATED|TARGETED|COMMANDS|POST_IN]-(:Entity {id: $actor}) }
       OR EXISTS { MATCH (b)-[:PERPETRATED|TARGETED|COMMANDS|POST_IN]-(:Entity {id: $actor}) })
RETURN type(e) AS type, part,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       $at IS NULL OR e.certain_from <= $at AND $at < e.certain_until AS certain,
       properties(e) AS properties,
       b {.low, .high} AS end_facts
ORDER BY e.claim_id
