// A ChangeLog (the changes of one run, for as long as they are kept) has a run_id of its own.
// parameters: none
CREATE CONSTRAINT changelog_run_id IF NOT EXISTS
FOR (n:ChangeLog) REQUIRE n.run_id IS UNIQUE
