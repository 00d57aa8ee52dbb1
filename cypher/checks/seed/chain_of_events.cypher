// The events that lead from a first to a last one, each answering the one before: every link that
// lies on a path between the two.
// One row a link and source, of one source where one is named.
// parameters: first, last, source
MATCH path = (:Entity:Event {id: $last})-[:RESPONSE_TO*1..12]->(:Entity:Event {id: $first})
WHERE all(link IN relationships(path)
          WHERE link.stance = 'affirms' AND ($source IS NULL OR $source IN link.sources))
UNWIND relationships(path) AS e
WITH DISTINCT e, startNode(e) AS answer, endNode(e) AS answered
UNWIND e.sources AS source_id
MATCH (s:Entity:Source {id: source_id})
WHERE $source IS NULL OR s.id = $source
OPTIONAL MATCH (speaker:Entity {id: e.asserted_by})
RETURN answered.id AS event, answered.name AS event_name, answered.starts AS event_day,
       answer.id AS answered_by, answer.name AS answer_name, answer.starts AS answer_day,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY event_day, answer_day, claim, published_by
