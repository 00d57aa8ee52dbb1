// Finds LoadRun nodes by their dataset.
// parameters: none
CREATE INDEX index_loadrun_dataset IF NOT EXISTS
FOR (n:LoadRun) ON (n.dataset)
