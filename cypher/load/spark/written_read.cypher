// How many rows were written in chunks whose segment ids begin so, chunk by chunk.
// parameters: prefix
MATCH (k:KeyIndex)
WHERE k.segment_id STARTS WITH $prefix
RETURN count(k) AS chunks, coalesce(sum(k.written), 0) AS written
