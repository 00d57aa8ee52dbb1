// The labels of some ids, as the datasets that have them say.
// parameters: ids
UNWIND $ids AS id
MATCH (r:Record {entity_id: id})
RETURN DISTINCT id, r.label AS label
ORDER BY id
