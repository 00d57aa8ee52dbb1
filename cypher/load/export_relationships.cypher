// Every claim and every record's link to its entity, for the canonical export.
// parameters: none
MATCH (a)-[e]->(b)
WHERE (a:Entity OR a:Record) AND (b:Entity OR b:Record)
RETURN coalesce(a.id, a.record_id) AS start, type(e) AS type, coalesce(b.id, b.record_id) AS end,
       properties(e) AS properties
