// The version of the graph, the token of the load that is under way, if one is, and the datasets
// whose latest load has not ended.
// parameters: none
MATCH (v:GraphVersion {name: 'graph'})
RETURN v.version AS version, v.writing AS writing, coalesce(v.unfinished, []) AS unfinished
