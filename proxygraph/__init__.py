"""Graphs of state sponsors and their proxies on Neo4j: the way in for notebooks."""

from __future__ import annotations

from importlib.metadata import version

__version__ = version("proxygraph")
"""Version of the installed distribution."""
