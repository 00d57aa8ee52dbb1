// In which countries some organizations are, by their own records, as ISO codes.
// parameters: ids
UNWIND $ids AS id
MATCH (n:Entity:Organization {id: id})
RETURN n.id AS id, coalesce(n.countries, []) AS codes
ORDER BY id
