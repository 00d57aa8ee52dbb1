// Notes how long a bulk load took, once its constraints stand.
// parameters: run_id, seconds
MATCH (r:LoadRun {run_id: $run_id})
SET r.seconds = $seconds, r.finished = datetime.realtime()
RETURN r.run_id AS run_id
