// Forgets a dataset and the index of what it loaded.
// parameters: dataset
OPTIONAL MATCH (k:KeyIndex {dataset: $dataset})
DETACH DELETE k
WITH count(*) AS segments
MATCH (d:Dataset {name: $dataset})
DETACH DELETE d
RETURN segments
