// Records a run.
// parameters: properties
CREATE (r:LoadRun)
SET r = $properties, r.finished = datetime.realtime()
RETURN r.run_id AS run_id
