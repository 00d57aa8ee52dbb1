"""proxygraph/jobs."""
