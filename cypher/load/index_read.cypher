// The segments of a dataset's key index, in the order in which they were written.
// parameters: dataset
MATCH (k:KeyIndex {dataset: $dataset})
RETURN k.sequence AS sequence, k.entries AS entries
ORDER BY sequence, k.segment_id
