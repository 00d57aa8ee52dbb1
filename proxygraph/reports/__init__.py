"""proxygraph/reports."""
