"""From published files to claims in the graph: reading, validation, reloads, identity."""
