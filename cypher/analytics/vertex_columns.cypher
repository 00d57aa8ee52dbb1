// Everything that can be a vertex, as columns: the server's own numbers, ids, names, by label.
// parameters: labels
UNWIND $labels AS label
MATCH (n:$(label))
RETURN label, collect(id(n)) AS numbers, collect(n.id) AS ids, collect(n.name) AS names
