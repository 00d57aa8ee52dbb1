// What a reload changed
// The latest runs, newest first: what each read, added, changed, closed and removed. Which claims
// they were is shown by `proxygraph runs show RUN`.
// parameters: none
MATCH (run:LoadRun)
RETURN run.run_id AS run, run.dataset AS dataset, run.outcome AS outcome,
       run.started AS started, round(run.seconds, 1) AS seconds, run.rows AS rows_read,
       run.claims_added AS claims_added, run.claims_changed AS claims_changed,
       run.claims_closed AS claims_closed, run.claims_removed AS claims_removed,
       run.nodes_added AS nodes_added, run.rejected AS rejected
ORDER BY started DESC
LIMIT 20
