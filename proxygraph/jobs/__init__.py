"""Jobs: datasets kept up to date from a file, once or on a schedule."""
