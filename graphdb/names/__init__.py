"""Names: the one place that folds, transliterates and strips them before they are compared."""

from graphdb.names.fold import folded, is_arabic, unified
from graphdb.names.skeleton import consonants, skeletons
from graphdb.names.titles import latin_titles, untitled

__all__ = [
    "consonants",
    "folded",
    "is_arabic",
    "latin_titles",
    "skeletons",
    "unified",
    "untitled",
]
