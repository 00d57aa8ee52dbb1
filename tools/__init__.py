"""Programs that write committed files; none of them is installed."""
