"""The Cypher statements, one a file; :mod:`graphdb.statements` reads them."""
