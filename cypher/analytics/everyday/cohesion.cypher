// Claims about an umbrella and about whatever ever belonged to it: belonging, lineage, chains of
// subordination, and events that its members did or that were statements and agreements of them.
// parameters: umbrella, at, known_by, datasets
MATCH (self:Entity {id: $umbrella})
CALL (self) {
  MATCH (member:Organization)-[:MEMBER_OF|SUBORDINATE_TO]->(self)
  RETURN DISTINCT member, false AS outer
  UNION
  RETURN self AS member, true AS outer
}
CALL (member, outer) {
  MATCH (member)-[e:MEMBER_OF|SUBORDINATE_TO]->(:Entity)
  WHERE NOT outer
  RETURN e, 'belongs' AS part
  UNION
  MATCH (member)-[e:SPLIT_FROM|FACADE_FOR|MERGED_INTO]-(:Organization)
  RETURN e, 'lineage' AS part
  UNION
  MATCH (member)-[e:PERPETRATED]->(event:Event)
  WHERE event.kind IN ['statement', 'agreement']
  RETURN e, 'statement' AS part
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
       a {.kind} AS start_facts, b {.kind, .starts} AS end_facts
ORDER BY e.claim_id
