// Claims that were seen on a day by no source but lists of designations, or by sources without a
// date: an entry that still stands on a list is no new observation of what it says. A list is a
// dataset by a publisher of datasets behind designations. Empty is good.
// parameters: datasets
CALL () {
  MATCH (:Entity)-[act:DESIGNATED]->(:Entity)
  UNWIND act.sources AS id
  WITH DISTINCT id
  MATCH (s:Entity:Source {id: id, kind: 'dataset'})
  RETURN collect(DISTINCT s.publisher) AS publishers
}
MATCH (a:Entity)-[e]->(b:Entity)
WHERE NOT type(e) IN ['DESIGNATED', 'NAMED']
  AND (e.first_seen IS NOT NULL OR e.last_seen IS NOT NULL)
  AND (size($datasets) = 0 OR e.dataset IN $datasets)
CALL (e, publishers) {
  UNWIND e.sources AS id
  MATCH (s:Entity:Source {id: id})
  WITH s.kind = 'dataset' AND s.publisher IN publishers AS is_list, s.published IS NULL AS undated
  RETURN any(one IN collect(is_list) WHERE one) AS lists,
         all(one IN collect(coalesce(is_list, false) OR undated) WHERE one) AS alone
}
WITH a, e, b, lists, alone
WHERE lists AND alone
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end,
       e.first_seen AS first_seen, e.last_seen AS last_seen
ORDER BY claim
