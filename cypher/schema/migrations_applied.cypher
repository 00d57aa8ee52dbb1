// The migrations that this graph has been through, in order.
// parameters: none
MATCH (m:Migration)
RETURN m.number AS number, m.name AS name, m.applied_at AS applied_at
ORDER BY number
