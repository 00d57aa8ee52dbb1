// Every graph has its version from the start, with the list of datasets whose load has not ended.
// parameters: none
MERGE (v:GraphVersion {name: 'graph'})
  ON CREATE SET v.version = 0
SET v.unfinished = coalesce(v.unfinished, [])
