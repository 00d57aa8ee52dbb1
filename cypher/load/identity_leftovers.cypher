// Removes entities that became part of another; fails where a claim still ends on one.
// parameters: ids
UNWIND $ids AS id
MATCH (n:Entity {id: id})
DELETE n
RETURN count(*) AS removed
