// The claims that end on some entities or, where decisions made both ends one, on their records;
// with the ids of the ends as their own dataset gave them.
// parameters: ids
CALL () {
  UNWIND $ids AS id
  MATCH (n:Entity {id: id})-[e]-()
  WHERE type(e) <> 'DESCRIBES'
  RETURN e
  UNION
  UNWIND $ids AS id
  MATCH (r:Record {entity_id: id})-[e]-(:Record)
  RETURN e
}
WITH DISTINCT e, startNode(e) AS a, endNode(e) AS b
RETURN elementId(e) AS element, e.claim_id AS claim_id, type(e) AS type, e.dataset AS dataset, a:Record AS held,
       coalesce(a.id, a.entity_id) AS start, coalesce(b.id, b.entity_id) AS end,
       e.start_id AS start_id, e.start_name AS start_name,
       e.end_id AS end_id, e.end_name AS end_name
ORDER BY type, claim_id
