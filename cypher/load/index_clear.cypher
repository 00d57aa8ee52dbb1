// Removes all segments of a dataset's key index, before a compact one is appended.
// parameters: dataset
MATCH (k:KeyIndex {dataset: $dataset})
DETACH DELETE k
RETURN count(*) AS segments
