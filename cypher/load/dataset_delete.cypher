// Forgets a dataset and the index of what it loaded.
// parameters: name
OPTIONAL MATCH (k:KeyIndex {dataset: $name})
DETACH DELETE k
WITH count(*) AS segments
MATCH (d:Dataset {name: $name})
DETACH DELETE d
RETURN segments
