"""Folding of names, which :mod:`graphdb.names` does; kept for those who import it from here."""

from graphdb.names import folded

__all__ = ["folded"]
