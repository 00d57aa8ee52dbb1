// The version of the graph and the token of the load that is under way, if one is.
// parameters: none
MATCH (v:GraphVersion {name: 'graph'})
RETURN v.version AS version, v.writing AS writing
