// Ends a load: the version moves on and consistent readers may read again.
// parameters: token
MATCH (v:GraphVersion {name: 'graph', writing: $token})
SET v.version = v.version + 1, v.writing = null
RETURN v.version AS version
