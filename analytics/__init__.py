"""Questions asked of the graph, in rooms: each imports only from those further down.

``questions``, ``succession`` and ``territory`` answer; ``measures`` scores networks, ``network``
makes them out of claims, ``claims`` reads those, and ``scope`` says what is asked.
"""
