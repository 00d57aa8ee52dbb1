// A Lock (who may write, until when) has a name of its own.
// parameters: none
CREATE CONSTRAINT lock_name IF NOT EXISTS
FOR (n:Lock) REQUIRE n.name IS UNIQUE
