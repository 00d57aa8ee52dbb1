// Claims that some entities bear a name, with the script of the name.
// parameters: ids, at, known_by, datasets
UNWIND $ids AS id
MATCH (a:Entity {id: id})-[e:NAMED]->(b:Name)
WHERE ($at IS NULL OR e.possible_from <= $at AND $at < e.possible_until)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name, 'Name' AS end_label,
       $at IS NULL OR e.certain_from <= $at AND $at < e.certain_until AS certain,
       properties(e) AS properties, b {.script, .language} AS end_facts
ORDER BY e.claim_id
