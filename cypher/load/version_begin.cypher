// Marks the graph as being written by the holder of a token, in a transaction before the data.
// parameters: token
MERGE (v:GraphVersion {name: 'graph'})
  ON CREATE SET v.version = 0
SET v.writing = $token
RETURN v.version AS version
