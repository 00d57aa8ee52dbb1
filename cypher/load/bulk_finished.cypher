// Notes how long a bulk load took, once its constraints stand, and what the importer can't: no
// dataset is unfinished.
// parameters: run_id, seconds
MATCH (r:LoadRun {run_id: $run_id})
SET r.seconds = $seconds, r.finished = datetime.realtime()
WITH r
MATCH (v:GraphVersion {name: 'graph'})
SET v.unfinished = coalesce(v.unfinished, [])
RETURN r.run_id AS run_id
