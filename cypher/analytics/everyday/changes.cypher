// Claims of a stated beginning or end that may fall between two days, and claims about events that
// began in their years or are dated otherwise than by a year of four digits: the reader compares
// days. Where places lie is left out; of posts it is told whose they are.
// parameters: first, last, known_by, datasets
CALL () {
  MATCH (a:Entity)-[e]->(b:Entity)
  WHERE e.valid_from IS NOT NULL AND e.possible_from <= $last AND $first <= e.certain_from
  RETURN a, e, b, 'begins' AS part
  UNION
  MATCH (a:Entity)-[e]->(b:Entity)
  WHERE e.valid_to IS NOT NULL AND e.valid_to <> '..'
    AND e.certain_until <= $last AND $first <= e.possible_until
  RETURN a, e, b, 'ends' AS part
  UNION
  MATCH (event:Event)
  WHERE NOT event.starts =~ '\\d{4}(-.*)?'
     OR left(toString($first), 4) <= left(event.starts, 4) <= left(toString($last), 4)
  MATCH (event)-[e:PERPETRATED|TARGETED]-(:Actor)
  RETURN startNode(e) AS a, e, endNode(e) AS b, 'event' AS part
}
WITH a, e, b, part
WHERE NOT type(e) IN ['WITHIN', 'BORDERS', 'AT', 'RESPONSE_TO']
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, part,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       false AS certain, properties(e) AS properties,
       a {.starts} AS start_facts,
       b {.starts, .low, .high,
          belongs_to: CASE WHEN type(e) = 'HOLDS' THEN COLLECT {
            MATCH (b)-[:POST_IN]->(owner:Actor)
            RETURN DISTINCT owner {.id, .name} ORDER BY owner.id
          } END} AS end_facts
ORDER BY e.claim_id
