// Keeps what a run changed, and forgets it of runs beyond the latest ones.
// parameters: run_id, entries, keep
CREATE (c:ChangeLog {run_id: $run_id, written: datetime.realtime(), entries: $entries})
WITH count(c) AS written
MATCH (c:ChangeLog)
WITH c ORDER BY c.written DESC, c.run_id DESC
SKIP $keep
DETACH DELETE c
RETURN count(c) AS forgotten
