// Forgets a dataset's runs beyond the latest ones.
// parameters: dataset, keep
MATCH (r:LoadRun {dataset: $dataset})
WITH r ORDER BY r.started DESC, r.run_id DESC
SKIP $keep
DETACH DELETE r
RETURN count(r) AS forgotten
