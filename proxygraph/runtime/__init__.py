"""The local server: fetched, started, checked, backed up and stopped."""
