// A LoadRun (what a load read, changed and rejected) has a run_id of its own.
// parameters: none
CREATE CONSTRAINT loadrun_run_id IF NOT EXISTS
FOR (n:LoadRun) REQUIRE n.run_id IS UNIQUE
