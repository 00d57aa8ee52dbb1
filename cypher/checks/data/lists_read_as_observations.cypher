// Claims that were seen in a year or a month by no source but lists of designations, or by sources
// without a date: a remark is as old as its entry, which was made on a day, and an entry that still
// stands is no new observation. A list is a dataset by a publisher of datasets behind designations.
// Empty is good.
// parameters: datasets
CALL () {
  MATCH (:Entity)-[act:DESIGNATED]->(:Entity)
  UNWIND act.sources AS id
  WITH DISTINCT id
  MATCH (s:Entity:Source {id: id, kind: 'dataset'})
  RETURN collect(DISTINCT s.publisher) AS publishers
}
CALL (publishers) {
  MATCH (s:Source {kind: 'dataset'})
  WHERE s.publisher IN publishers
  RETURN collect(s.id) AS lists
}
MATCH (a:Entity)-[e]->(b:Entity)
WHERE NOT type(e) IN ['DESIGNATED', 'NAMED']
  AND (e.first_seen IS NOT NULL OR e.last_seen IS NOT NULL)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND any(id IN e.sources WHERE id IN lists)
  AND any(seen IN [e.first_seen, e.last_seen] WHERE size(seen) < 10)
CALL (e, lists) {
  UNWIND [id IN e.sources WHERE NOT id IN lists] AS id
  MATCH (s:Entity:Source {id: id})
  WHERE s.published IS NOT NULL
  RETURN count(s) AS dated
}
WITH a, e, b, dated
WHERE dated = 0
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end,
       e.first_seen AS first_seen, e.last_seen AS last_seen
ORDER BY claim
