// Writes a chunk of new claims of one type, under the writers' lock, with its part of the key index;
// a chunk that was written before is passed over. A lost lock fails the transaction.
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
  MATCH (a:Entity {id: row.start})
  MATCH (b:Entity {id: row.end})
  CREATE (a)-[e:$(event.type)]->(b)
  SET e = row.texts, e += row.lists, e += row.flags, e += row.wholes, e += row.numbers,
      e += row.days
  RETURN count(e) AS written
}
CALL (event) {
  OPTIONAL MATCH (k:KeyIndex {dataset: event.dataset})
  RETURN coalesce(max(k.sequence), 0) + 1 AS next
}
CREATE (k:KeyIndex {segment_id: event.segment_id, dataset: event.dataset, sequence: next,
                    entries: event.entries, written: written})
