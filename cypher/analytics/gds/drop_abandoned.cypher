// Takes projections out of the catalogue that a killed program left there some hours ago.
// parameters: prefix, hours
CALL gds.graph.list() YIELD graphName, creationTime
WITH graphName, creationTime
WHERE graphName STARTS WITH $prefix AND creationTime < datetime() - duration({hours: $hours})
CALL gds.graph.drop(graphName, false) YIELD graphName AS dropped
RETURN dropped AS graph
