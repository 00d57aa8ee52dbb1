// One node that a bulk load would lose, if there is any: all but locks, the version, past runs
// and migrations.
// parameters: none
MATCH (n)
WHERE NOT (n:Lock OR n:GraphVersion OR n:LoadRun OR n:ChangeLog OR n:Migration)
RETURN labels(n) AS labels
LIMIT 1
