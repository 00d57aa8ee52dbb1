// A Dataset (a dataset that is loaded, with its rank) has a name of its own.
// parameters: none
CREATE CONSTRAINT dataset_name IF NOT EXISTS
FOR (n:Dataset) REQUIRE n.name IS UNIQUE
