// What a run changed, and the ranks that were noted after it.
// parameters: run_id
MATCH (c:ChangeLog {run_id: $run_id})
RETURN c.entries AS entries, c.ranks AS ranks
