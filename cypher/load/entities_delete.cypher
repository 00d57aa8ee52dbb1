// Removes entities that no record describes any more; fails where a claim still ends on one.
// parameters: ids
UNWIND $ids AS id
MATCH (n:Entity {id: id})
DELETE n
RETURN count(*) AS written
