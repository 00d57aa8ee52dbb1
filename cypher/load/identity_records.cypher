// The records of some ids, of all datasets, with their datasets' ranks and the entity they describe.
// parameters: ids
UNWIND $ids AS id
MATCH (r:Record {entity_id: id})
MATCH (d:Dataset {name: r.dataset})
MATCH (r)-[:DESCRIBES]->(n:Entity)
RETURN r.record_id AS record_id, id, r.dataset AS dataset, d.rank AS rank, r.label AS label,
       n.id AS entity, properties(r) AS properties
ORDER BY id, dataset
