// Past runs and what they changed, which a bulk load takes over.
// parameters: none
MATCH (n)
WHERE n:LoadRun OR n:ChangeLog
RETURN labels(n)[0] AS label, properties(n) AS properties
