// Marks the graph as being written by the holder of a token, in a transaction before the data, and
// the dataset as unfinished until a load of it ends. What an older program left unfinished counts as
// torn.
// parameters: token, dataset
MERGE (v:GraphVersion {name: 'graph'})
  ON CREATE SET v.version = 0
SET v.torn = coalesce(v.torn, v.unfinished, [])
SET v.writing = $token,
    v.unfinished = [name IN coalesce(v.unfinished, []) WHERE name <> $dataset] + $dataset
RETURN v.version AS version
