// Past runs, what they changed, and past migrations, which a bulk load takes over.
// parameters: none
MATCH (n)
WHERE n:LoadRun OR n:ChangeLog OR n:Migration
RETURN labels(n)[0] AS label, properties(n) AS properties
