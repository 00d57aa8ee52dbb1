"""Identity across datasets: which records describe one and the same; people decide, rules propose."""
