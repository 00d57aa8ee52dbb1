// Claims with reliability A that are no act of their source: a list is a primary record of its
// designations, not of the reasons given with them, and of posts only the decree itself is one.
// Empty is good.
// parameters: datasets
MATCH (a:Entity)-[e {reliability: 'A'}]->(b:Entity)
WHERE type(e) <> 'DESIGNATED' AND (size($datasets) = 0 OR e.dataset IN $datasets)
  AND NOT (type(e) = 'HOLDS' AND e.instrument IS NOT NULL AND NOT EXISTS {
             MATCH (s:Source {kind: 'dataset'})
             WHERE s.id IN e.sources
           })
RETURN e.claim_id AS claim, type(e) AS type, a.id AS start, b.id AS end
ORDER BY claim
