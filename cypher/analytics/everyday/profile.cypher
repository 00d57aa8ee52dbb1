// Claims about an actor, about the posts that it holds or that belong to it, and the chains of
// subordination above and below it, up to six steps; those that may hold on a day.
// parameters: actor, at, known_by, datasets
MATCH (self:Entity {id: $actor})
CALL (self) {
  MATCH (self)-[e]-(:Entity)
  RETURN e, 'own' AS part, 0 AS steps
  UNION
  MATCH (self)-[h:HOLDS]->(:Position)
        -[e:COMMANDS|POST_IN|REPORTS_TO|DEPUTY_TO|HANDLES|TIED_TO|DIRECTS]-(:Entity)
  WHERE h.possible_from <= $at AND $at < h.possible_until AND h.stance = 'affirms'
  RETURN e, 'by post' AS part, 1 AS steps
  UNION
  MATCH (self)<-[:COMMANDS|POST_IN]-(:Position)<-[e:HOLDS]-(:Person)
  RETURN e, 'post in' AS part, 1 AS steps
  UNION
  MATCH (self)-[:HAS_STRENGTH]->(:Estimate)-[e:AT]->(:Location)
  RETURN e, 'limits' AS part, 1 AS steps
  UNION
  MATCH path = (self)-[:SUBORDINATE_TO*2..6]->(:Entity)
  WHERE all(link IN relationships(path)
            WHERE link.possible_from <= $at AND $at < link.possible_until)
  WITH last(relationships(path)) AS e, min(length(path)) AS steps
  RETURN e, 'above' AS part, steps
  UNION
  MATCH path = (self)<-[:SUBORDINATE_TO*2..6]-(:Entity)
  WHERE all(link IN relationships(path)
            WHERE link.possible_from <= $at AND $at < link.possible_until)
  WITH last(relationships(path)) AS e, min(length(path)) AS steps
  RETURN e, 'below' AS part, steps
}
WITH e, part, steps, startNode(e) AS a, endNode(e) AS b
WHERE e.possible_from <= $at AND $at < e.possible_until
  AND ($known_by IS NULL OR e.reported_on <= $known_by)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN type(e) AS type, part,
       a.id AS start, a.name AS start_name,
       [label IN labels(a) WHERE NOT label IN ['Entity', 'Actor']][0] AS start_label,
       b.id AS end, b.name AS end_name,
       [label IN labels(b) WHERE NOT label IN ['Entity', 'Actor']][0] AS end_label,
       e.certain_from <= $at AND $at < e.certain_until AS certain,
       properties(e) AS properties,
       a {.kind, .starts, steps: steps} AS start_facts,
       b {.kind, .starts, .low, .high, .counts, .whose, .script, steps: steps} AS end_facts
ORDER BY part, steps, e.claim_id
