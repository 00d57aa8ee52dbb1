"""Questions that are answered by one verb each; every answer is a frozen result."""
