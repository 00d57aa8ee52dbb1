// Claims about the events of some actors, and about events that answer these or were answered by
// them, within two steps; and claims of a stated beginning or end about the actors and their posts.
// parameters: actors, at, known_by, datasets
UNWIND $actors AS id
MATCH (self:Entity {id: id})
CALL (self) {
  MATCH (self)-[:PERPETRATED|TARGETED]-(:Event)-[:RESPONSE_TO*0..2]-(event:Event)
  MATCH (event)-[e:PERPETRATED|TARGETED|AT|RESPONSE_TO]-(:Entity)
  RETURN e, 'event' AS part
  UNION
  MATCH (self)-[e]-(other:Entity)
  WHERE (e.valid_from IS NOT NULL OR e.valid_to IS NOT NULL) AND NOT other:Event
  RETURN e, 'change' AS part
  UNION
  MATCH (self)<-[:POST_IN|COMMANDS]-(:Position)<-[e:HOLDS]-(:Person)
  WHERE e.valid_from IS NOT NULL OR e.valid_to IS NOT NULL
  RETURN e, 'change' AS part
}
WITH DISTINCT e, part, startNode(e) AS a, endNode(e) AS b
WHERE ($at IS NULL OR e.possible_from <= $at)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, part,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       false AS certain, properties(e) AS properties,
       a {.kind, .starts, .ends, .killed_low, .killed_high} AS start_facts,
       b {.kind, .starts, .ends, .killed_low, .killed_high} AS end_facts
ORDER BY e.claim_id
