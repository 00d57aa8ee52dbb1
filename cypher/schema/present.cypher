// The names of all constraints and indexes that the database has.
// parameters: none
SHOW INDEXES YIELD name
RETURN name
