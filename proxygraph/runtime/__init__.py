"""proxygraph/runtime."""
