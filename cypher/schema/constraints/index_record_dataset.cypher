// Finds Record nodes by their dataset.
// parameters: none
CREATE INDEX index_record_dataset IF NOT EXISTS
FOR (n:Record) ON (n.dataset)
