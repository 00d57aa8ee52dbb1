// Asks whether the server answers, and which one it is.
// parameters: none
CALL dbms.components() YIELD name, versions, edition
RETURN name, versions[0] AS version, edition
