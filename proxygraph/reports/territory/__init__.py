"""Maps of territory: an interactive page that needs no network, and pictures for print."""
