// Forgets a dataset's runs beyond the latest ones: those that failed, or those that did not.
// parameters: dataset, failed, keep
MATCH (r:LoadRun {dataset: $dataset})
WHERE (r.outcome = 'failed') = $failed
WITH r ORDER BY r.started DESC, r.run_id DESC
SKIP $keep
DETACH DELETE r
RETURN count(r) AS forgotten
