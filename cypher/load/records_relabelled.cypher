// Which of a dataset's former (record, label) pairs live on as a record under another label.
// parameters: rows, dataset
UNWIND $rows AS row
MATCH (r:Record {record_id: row.record_id})
WHERE r.dataset = $dataset AND r.label <> row.label
RETURN r.entity_id AS id, row.label AS label
