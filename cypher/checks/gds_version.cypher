// Asks which version of Graph Data Science the server has; fails where it has none.
// parameters: none
RETURN gds.version() AS version
