"""Measures of networks, one module a family, each with its definition and source.

All are pure functions of a :class:`analytics.network.sparse.Mesh` (undirected ties) or of an
adjacency of arcs; vertices are numbered from 0. ``1/∞ = 0`` throughout; what does not exist is
NaN. Graph Data Science has some of them too (:mod:`analytics.measures.engines`), with equal
answers.
"""
