"""Exports of the graph to formats of other programs: GraphML, GEXF, FollowTheMoney, CSV."""
