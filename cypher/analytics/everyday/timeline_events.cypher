// Claims about all events: who did them, at whom, where, in answer to what.
// parameters: at, known_by, datasets
MATCH (event:Event)-[e:PERPETRATED|TARGETED|AT|RESPONSE_TO]-(:Entity)
WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b
WHERE ($at IS NULL OR e.possible_from <= $at)
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, 'event' AS part,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       false AS certain, properties(e) AS properties,
       a {.kind, .starts, .ends, .killed_low, .killed_high} AS start_facts,
       b {.kind, .starts, .ends, .killed_low, .killed_high} AS end_facts
ORDER BY e.claim_id
