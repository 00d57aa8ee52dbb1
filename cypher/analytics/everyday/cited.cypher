// Names of some entities, and what is cited of those that are publications.
// parameters: ids
UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN n.id AS id, n.name AS name, n:Source AS source, n.publisher AS publisher,
       n.published AS published, n.address AS address
