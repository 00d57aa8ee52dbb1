"""Questions asked of the graph: who is central, what passes, who holds what."""
