"""Finds actors, posts and places by id, or by a name or spelling that only one of them has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from types import MappingProxyType
from typing import Literal

from analytics.claims.name_similarity import likeness
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.names import folded

Label = Literal["Actor", "State", "Organization", "Person", "Position", "Location"]
_SHOWN = 5
_NEAR = 66.0
"""Likeness of spellings, 0 to 100, from which one is suggested for another."""

_COMPARED = 300
"""How many spellings are compared closely with a name that nobody has."""

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


def find_one(graph: Graph, text: str, label: Label, datasets: Sequence[str] = ()) -> str:
    """Find the id of the actor, post or place that somebody means.

    An id goes before a whole name or alias, and that before a part of one: ``Qaani`` will do
    where only one person has a name with that word in it, but ``1`` is no part of a name. Where
    several datasets have somebody of the name, the one whose dataset ranks highest is meant.

    Parameters
    ----------
    datasets
        Those whom one of these datasets describes come first; whom none of them describes is
        looked for in all.

    Raises
    ------
    UnknownNameError
        Nobody has that name, or several have; the message lists those that are near.
    """
    found = find_all(graph, text, label, datasets)
    if len(found) == 1:
        return next(iter(found))
    listed = "; ".join(f"{found[one]} ({one})" for one in sorted(found)[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise UnknownNameError(f"{text!r} is the name of several: {listed}{more}; give an id")


def find_all(graph: Graph, text: str, label: Label, datasets: Sequence[str] = ()) -> dict[str, str]:
    """Find everybody whom somebody may mean, as :func:`find_one` does: id → name, at least one.

    Raises
    ------
    UnknownNameError
        Nobody has that name; the message lists those that are near.
    """
    rows = graph.read("analytics/names", label=label, datasets=list(datasets))
    names = {row["id"]: row["name"] for row in rows}
    if text in names:
        return {text: names[text]}
    wanted = folded(text)
    partial = any(sign.isalpha() for sign in wanted)
    spellings: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["name"], *row["aliases"]):
            spelling = folded(name)
            spellings[spelling].add(row["id"])
            if partial and f" {wanted} " in f" {spelling} ":
                words[wanted].add(row["id"])
    found = spellings.get(wanted) or words.get(wanted, set())
    if not found and datasets:
        return find_all(graph, text, label)  # The answer says that these datasets say nothing.
    best = _best_ranked(graph, found, datasets) if len(found) > 1 else found
    if best:
        return {one: names[one] for one in sorted(best)}
    near = dict.fromkeys(
        one for name in _near(text, list(spellings)) for one in sorted(spellings[name])
    )
    listed = "; ".join(f"{names[one]} ({one})" for one in list(near)[:_SHOWN])
    hint = f"; near it are: {listed}" if listed else ""
    raise UnknownNameError(f"no {_WORDS[label]} in the graph is named {text!r}{hint}")


def _best_ranked(graph: Graph, ids: Collection[str], datasets: Sequence[str]) -> frozenset[str]:
    """Keep those whom the highest-ranked datasets describe."""
    rows = graph.read("analytics/ranks_of", ids=sorted(ids), datasets=list(datasets))
    best = min((row["rank"] for row in rows), default=0)
    return frozenset(row["id"] for row in rows if row["rank"] == best) or frozenset(ids)


def _near(text: str, spellings: Sequence[str]) -> list[str]:
    """List the spellings that are most like a text, as ``find`` compares them."""
    from rapidfuzz import fuzz, process

    wanted = folded(text)
    first = process.extract(wanted, spellings, scorer=fuzz.partial_ratio, limit=_COMPARED)
    scores = {name: (likeness(text, name).score, letters) for name, letters, _ in first}
    near = [name for name, (score, _) in scores.items() if score >= _NEAR]
    return sorted(near, key=lambda name: (-sum(scores[name]), name))[:_SHOWN]
