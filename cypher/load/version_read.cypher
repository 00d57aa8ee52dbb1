// The version of the graph, the token of the load that is under way, if one is, whether its writer
// still holds the lock by the server's clock, the datasets whose latest load has not ended, those of
// them that may be half written, and how often data was written in one transaction.
// parameters: none
MATCH (v:GraphVersion {name: 'graph'})
OPTIONAL MATCH (l:Lock {name: 'writer'})
WHERE l.token = v.writing AND l.expires > datetime.realtime()
RETURN v.version AS version, v.writing AS writing, l IS NOT NULL AS active,
       coalesce(v.unfinished, []) AS unfinished, coalesce(v.torn, v.unfinished, []) AS torn,
       coalesce(v.step, 0) AS step
