// Appends a segment to a dataset's key index. Segments that are appended side by side may have one
// sequence: none of them builds on another.
// parameters: dataset, entries
OPTIONAL MATCH (k:KeyIndex {dataset: $dataset})
WITH coalesce(max(k.sequence), 0) + 1 AS next
CREATE (k:KeyIndex {segment_id: $dataset + '/' + next + '/' + randomUUID(), dataset: $dataset,
                    sequence: next, entries: $entries})
RETURN k.sequence AS sequence
