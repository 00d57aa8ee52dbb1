// The latest runs, of one dataset or of all (dataset null), newest first.
// parameters: dataset, limit
MATCH (r:LoadRun)
WHERE $dataset IS NULL OR r.dataset = $dataset
RETURN properties(r) AS run
ORDER BY r.started DESC, r.run_id DESC
LIMIT $limit
