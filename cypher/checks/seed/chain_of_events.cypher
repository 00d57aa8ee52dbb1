// The events that lead from a first to a last one, each answering the one before: every link that
// lies on a path between the two.
// One row a link and source, of one source where one is named; the earliest first, by the first and
// then the last day that a date can mean.
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
WITH *, [written IN [answered.starts, answer.starts] |
  reduce(bare = written, mark IN ['~', '?', '%'] | replace(bare, mark, ''))] AS days
WITH *, [day IN days |
  CASE WHEN substring(day, 5, 2) > '12' THEN left(day, 4) ELSE day END] AS days
WITH *, [day IN days | replace(day, 'X', '0') + substring('0000-01-01', size(day))] AS firsts,
  [day IN days | replace(day, 'X', '9') + substring('0000-12-31', size(day))] AS lasts
RETURN answered.id AS event, answered.name AS event_name, answered.starts AS event_day,
       answer.id AS answered_by, answer.name AS answer_name, answer.starts AS answer_day,
       coalesce(speaker.name, e.asserted_by) AS asserted_by, s.publisher AS published_by,
       coalesce(s.published, toString(e.reported_on)) AS published, e.claim_id AS claim
ORDER BY firsts[0], lasts[0], firsts[1], lasts[1], claim, published_by
