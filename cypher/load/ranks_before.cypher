// The ranks that were noted after the latest run before a given one.
// parameters: run_id
MATCH (this:ChangeLog {run_id: $run_id})
MATCH (c:ChangeLog)
WHERE c.ranks IS NOT NULL AND c.written < this.written
RETURN c.ranks AS ranks
ORDER BY c.written DESC
LIMIT 1
