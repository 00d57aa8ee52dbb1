// One node that a bulk load would lose, if there is any: all but locks, the version and past runs.
// parameters: none
MATCH (n)
WHERE NOT (n:Lock OR n:GraphVersion OR n:LoadRun OR n:ChangeLog)
RETURN labels(n) AS labels
LIMIT 1
