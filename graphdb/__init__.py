"""The data model and the connection to Neo4j; the only package that imports its driver."""
