// Finds entities, and names that they bear, by words of their names and aliases.
// parameters: none
CREATE FULLTEXT INDEX entity_names IF NOT EXISTS
FOR (n:State|Organization|Person|Position|Location|Event|Objective|Name) ON EACH [n.name, n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
