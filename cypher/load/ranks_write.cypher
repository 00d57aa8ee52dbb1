// Notes the ranks of actors after a run beside what it changed.
// parameters: run_id, ranks
MATCH (c:ChangeLog {run_id: $run_id})
SET c.ranks = $ranks
RETURN count(c) AS written
