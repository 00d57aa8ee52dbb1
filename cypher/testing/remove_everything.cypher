// Removes all nodes and relationships, in small transactions; constraints stay.
// parameters: none
MATCH (n)
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 500 ROWS
