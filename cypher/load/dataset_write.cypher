// Says what a dataset is and with which rank it speaks.
// parameters: name, properties
MERGE (d:Dataset {name: $name})
SET d = $properties
RETURN d.name AS name
