"""Measures of vertices, one module each: :mod:`analytics.measures.registry` finds them."""
