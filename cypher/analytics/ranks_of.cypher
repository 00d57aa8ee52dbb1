// The rank of the highest-ranked dataset that describes each of some entities; 1 speaks first.
// parameters: ids, datasets
UNWIND $ids AS id
MATCH (r:Record)-[:DESCRIBES]->(:Entity {id: id})
WHERE size($datasets) = 0 OR r.dataset IN $datasets
MATCH (d:Dataset {name: r.dataset})
RETURN id, min(d.rank) AS rank
ORDER BY id
