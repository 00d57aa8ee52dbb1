// Persons and organizations that some datasets (all, if none are named) describe.
// parameters: datasets
MATCH (a:Person|Organization)<-[:DESCRIBES]-(r:Record)
WHERE size($datasets) = 0 OR r.dataset IN $datasets
RETURN DISTINCT a.id AS id, a.name AS name,
       CASE WHEN a:Person THEN 'Person' ELSE 'Organization' END AS label
ORDER BY id
