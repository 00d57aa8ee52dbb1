"""Claims as the graph has them on a day: what they rest on, and who and what they are about."""
