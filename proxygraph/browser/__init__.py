"""Neo4j Browser with a style, a guide and saved queries, and addresses that open it connected."""
