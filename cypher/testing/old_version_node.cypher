// The version of a graph as it was stored before the first migration.
// parameters: version
CREATE (:GraphVersion {name: 'graph', version: $version})
