// One run by its id, or by how the id begins.
// parameters: run_id
MATCH (r:LoadRun)
WHERE r.run_id STARTS WITH $run_id
RETURN properties(r) AS run
ORDER BY r.run_id
