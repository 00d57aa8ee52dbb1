// The folder that the server calls its home: tests make sure that it is theirs.
// parameters: none
SHOW SETTINGS 'server.directories.neo4j_home' YIELD value
RETURN value
