// A Migration (a numbered change of the schema that was applied) has a number of its own.
// parameters: none
CREATE CONSTRAINT migration_number IF NOT EXISTS
FOR (n:Migration) REQUIRE n.number IS UNIQUE
