// Waits until all indexes can be used.
// parameters: none
CALL db.awaitIndexes(120)
