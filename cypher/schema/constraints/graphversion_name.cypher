// A GraphVersion (the version that consistent readers check) has a name of its own.
// parameters: none
CREATE CONSTRAINT graphversion_name IF NOT EXISTS
FOR (n:GraphVersion) REQUIRE n.name IS UNIQUE
