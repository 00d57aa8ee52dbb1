// Posts that one person holds at a time.
// parameters: none
MATCH (p:Position)
WHERE p.single_holder
RETURN p.id AS id
