// Finds KeyIndex nodes by their dataset.
// parameters: none
CREATE INDEX index_keyindex_dataset IF NOT EXISTS
FOR (n:KeyIndex) ON (n.dataset)
