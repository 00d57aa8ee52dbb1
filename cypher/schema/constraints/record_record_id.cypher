// A Record (one dataset's own record of an entity) has a record_id of its own.
// parameters: none
CREATE CONSTRAINT record_record_id IF NOT EXISTS
FOR (n:Record) REQUIRE n.record_id IS UNIQUE
