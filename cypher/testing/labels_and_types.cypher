// The labels and the types of relationships that any node or relationship has.
// parameters: none
CALL () { MATCH (n) UNWIND labels(n) AS label RETURN collect(DISTINCT label) AS labels }
CALL () { MATCH ()-[e]->() RETURN collect(DISTINCT type(e)) AS types }
RETURN labels, types
