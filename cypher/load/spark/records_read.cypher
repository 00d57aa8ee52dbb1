// Which entities are described, and by which dataset.
// parameters: none
MATCH (r:Record)
RETURN r.dataset AS dataset, r.entity_id AS id
