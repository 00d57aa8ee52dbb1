// Names of all datasets that are loaded or that a run is on record for.
// parameters: none
MATCH (d:Dataset)
RETURN d.name AS name
UNION
MATCH (r:LoadRun)
RETURN r.dataset AS name
