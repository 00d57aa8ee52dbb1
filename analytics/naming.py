"""Finds actors, posts and places by id, or by a name or spelling that only one of them has."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from types import MappingProxyType
from typing import Literal

from graphdb.connection import Graph
from graphdb.errors import UnknownNameError

Label = Literal["Actor", "State", "Organization", "Person", "Position", "Location"]
_SHOWN = 5
_NEAR = 50.0
"""Likeness of spellings, 0 to 100, from which one is suggested for another."""

_WORDS = MappingProxyType(
    {
        "Actor": "actor",
        "State": "state",
        "Organization": "organization",
        "Person": "person",
        "Position": "post",
        "Location": "place",
    }
)

_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": None, "\u200c": " "})
"""Persian letters, and forms that writers of Arabic mix up, as the plain Arabic one."""


def folded(name: str) -> str:
    """Fold case, accents, hyphens, apostrophes and forms of Arabic letters, to compare spellings.

    >>> folded("Esma‘il Qā’ānī"), folded("al-Muhandis")
    ('esmail qaani', 'al muhandis')
    >>> folded("سلیمانی") == folded("سليماني")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = (" " if c in "-–_" else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in letters if c.isalnum() or c == " ").split())


def find_one(graph: Graph, text: str, label: Label) -> str:
    """Find the id of the actor, post or place that somebody means.

    An id goes before a whole name or alias, and that before a part of one: ``Qaani`` will do
    where only one person has a name with that word in it.

    Raises
    ------
    UnknownNameError
        Nobody has that name, or several have; the message lists those that are near.
    """
    rows = graph.read("analytics/names", label=label)
    if any(row["id"] == text for row in rows):
        return text
    wanted = folded(text)
    names = {row["id"]: row["name"] for row in rows}
    spellings: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["name"], *row["aliases"]):
            spelling = folded(name)
            spellings[spelling].add(row["id"])
            if f" {wanted} " in f" {spelling} ":
                words[wanted].add(row["id"])
    found = spellings.get(wanted) or words.get(wanted, set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = ", ".join(f"{names[one]} ({one})" for one in sorted(found)[:_SHOWN])
        raise UnknownNameError(f"{text!r} is the name of several: {listed}; give an id")
    near = _near(wanted, list(spellings))
    listed = ", ".join(sorted({names[one] for name in near for one in spellings[name]}))
    hint = f"; near it are: {listed}" if listed else ""
    raise UnknownNameError(f"no {_WORDS[label]} in the graph is named {text!r}{hint}")


def _near(wanted: str, spellings: list[str]) -> list[str]:
    from rapidfuzz import fuzz, process

    found = process.extract(wanted, spellings, scorer=fuzz.ratio, limit=_SHOWN, score_cutoff=_NEAR)
    return [name for name, _, _ in found]
