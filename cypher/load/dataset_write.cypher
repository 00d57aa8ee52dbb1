// Says what a dataset is and with which rank it speaks.
// parameters: dataset, properties
MERGE (d:Dataset {name: $dataset})
SET d = $properties
RETURN d.name AS name
