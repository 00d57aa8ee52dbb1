// Entities that another dataset describes under another label.
// parameters: rows, dataset
UNWIND $rows AS row
MATCH (r:Record {entity_id: row.id})
WHERE r.dataset <> $dataset AND r.label <> row.label
RETURN row.id AS id, row.label AS label, r.label AS other_label, r.dataset AS other_dataset
ORDER BY id, other_dataset
