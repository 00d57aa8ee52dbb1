// Every entity, record and dataset, for the canonical export.
// parameters: none
MATCH (n)
WHERE n:Entity OR n:Record OR n:Dataset
RETURN labels(n) AS labels, properties(n) AS properties
