// Other datasets' records of some entities.
// parameters: ids, dataset
MATCH (r:Record)
WHERE r.entity_id IN $ids AND r.dataset <> $dataset
RETURN r.entity_id AS id, r.dataset AS dataset, r.label AS label, properties(r) AS properties
