"""Finds persons and posts by id, or by a name or spelling that only one of them has."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from difflib import get_close_matches
from typing import Literal

from graphdb.connection import Graph
from graphdb.errors import UnknownNameError

Label = Literal["Person", "Position"]
_SHOWN = 5


def folded(name: str) -> str:
    """Fold case, accents, hyphens and apostrophes, so that spellings can be compared.

    >>> folded("Esma‘il Qā’ānī"), folded("al-Muhandis")
    ('esmail qaani', 'al muhandis')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = (" " if c in "-–_" else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in letters if c.isalnum() or c == " ").split())


def find_one(graph: Graph, text: str, label: Label) -> str:
    """Find the id of the person or post that somebody means.

    An id goes before a whole name or alias, and that before a part of one: ``Qaani`` will do
    where only one person has a name with that word in it.

    Raises
    ------
    UnknownNameError
        Nobody has that name, or several have; the message lists those that are near.
    """
    rows = graph.read("analytics/succession/names", label=label)
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
    what = "person" if label == "Person" else "post"
    if found:
        listed = ", ".join(f"{names[one]} ({one})" for one in sorted(found)[:_SHOWN])
        raise UnknownNameError(f"{text!r} is the name of several: {listed}; give an id")
    near = get_close_matches(wanted, spellings, n=_SHOWN, cutoff=0.5)
    listed = ", ".join(sorted({names[one] for name in near for one in spellings[name]}))
    hint = f"; near it are: {listed}" if listed else ""
    raise UnknownNameError(f"no {what} in the graph is named {text!r}{hint}")
