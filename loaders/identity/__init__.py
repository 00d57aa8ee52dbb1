"""Identity across datasets: rules propose which records are one, and people decide."""
