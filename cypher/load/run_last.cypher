// The latest run of a dataset that did not fail: what it read is what is loaded.
// parameters: dataset
MATCH (r:LoadRun {dataset: $dataset})
WHERE r.outcome <> 'failed'
RETURN properties(r) AS run
ORDER BY r.started DESC, r.run_id DESC
LIMIT 1
