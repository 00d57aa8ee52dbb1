// Which entities a dataset describes, in the order of their ids.
// parameters: dataset
MATCH (r:Record {dataset: $dataset})
RETURN r.entity_id AS id, r.label AS label, properties(r) AS properties
ORDER BY id
