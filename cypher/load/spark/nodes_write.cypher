// Writes a chunk of nodes that no other dataset describes, under the writers' lock, with its part of
// the key index; a chunk that was written before is passed over. A lost lock fails the transaction.
// parameters: events
UNWIND $events AS event
MATCH (l:Lock {name: 'writer'})
SET l.asked = datetime.realtime()
SET l.expires = CASE WHEN l.token = event.token
                     THEN datetime.realtime() + duration({seconds: event.lease_seconds})
                     ELSE datetime('another run holds the lock, not ' + event.token) END
WITH event
WHERE NOT EXISTS { MATCH (:KeyIndex {segment_id: event.segment_id}) }
CALL (event) {
  UNWIND event.rows AS row
  MERGE (n:Entity {id: row.id})
  SET n = row.entity_texts, n += row.entity_lists, n += row.flags, n += row.wholes, n += row.numbers
  SET n:$(event.labels)
  MERGE (r:Record {record_id: row.record_id})
  SET r = row.texts, r += row.lists, r += row.flags, r += row.wholes, r += row.numbers
  MERGE (r)-[:DESCRIBES]->(n)
  RETURN count(n) AS written
}
CALL (event) {
  OPTIONAL MATCH (k:KeyIndex {dataset: event.dataset})
  RETURN coalesce(max(k.sequence), 0) + 1 AS next
}
CREATE (k:KeyIndex {segment_id: event.segment_id, dataset: event.dataset, sequence: next,
                    entries: event.entries, written: written})
