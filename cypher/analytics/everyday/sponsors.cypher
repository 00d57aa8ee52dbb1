// Claims of support, command, belonging, presence and place that may hold on a day. Where places
// lie is taken as known whenever it was said.
// parameters: at, known_by, datasets
MATCH (a:Entity)-[e:SPONSORS|DIRECTS|COMMANDS|REPORTS_TO|TIED_TO|HANDLES|SUBORDINATE_TO|HOLDS
                  |POST_IN|MEMBER_OF|WING_OF|FACADE_FOR|BASED_IN|HOLDS_TERRITORY|OPERATES_IN
                  |WITHIN]->(b:Entity)
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by OR type(e) = 'WITHIN')
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       e.certain_from <= $at AND $at < e.certain_until AS certain,
       properties(e) AS properties,
       a {.kind, .countries} AS start_facts, b {.kind, .countries, .level} AS end_facts
ORDER BY e.claim_id
