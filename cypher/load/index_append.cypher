// Appends a segment to a dataset's key index.
// parameters: dataset, entries
OPTIONAL MATCH (k:KeyIndex {dataset: $dataset})
WITH coalesce(max(k.sequence), 0) + 1 AS next
CREATE (k:KeyIndex {segment_id: $dataset + '/' + next, dataset: $dataset, sequence: next,
                    entries: $entries})
RETURN k.sequence AS sequence
