// Every entity, as columns: the server's own number, the id, and whether it is a person.
// parameters: none
MATCH (n:Entity)
RETURN collect(id(n)) AS numbers, collect(n.id) AS ids, collect(n:Person) AS persons
