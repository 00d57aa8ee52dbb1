"""Other versions of Neo4j than the one that the program runs."""
