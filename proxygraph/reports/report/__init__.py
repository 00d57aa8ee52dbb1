"""The report: all that the graph says of one day, on one page that needs no network."""
