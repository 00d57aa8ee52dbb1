// Claims with reliability A that are no designation: a primary record is one of its own act, not of
// the reasons given with it. Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e {reliability: 'A'}]->(b:Entity)
WHERE type(e) <> 'DESIGNATED' AND (size($datasets) = 0 OR e.dataset IN $datasets)
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end
ORDER BY claim
