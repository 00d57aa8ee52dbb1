"""Files for Neo4j's offline importer, written from the records of an ordinary load."""
