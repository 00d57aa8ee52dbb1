"""Who, together, holds a network together or reaches most of it: sets of key players."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from analytics.measures.fragments import distance_fragmentation, fragmentation
from analytics.measures.groups import group_betweenness, group_closeness, group_degree
from analytics.measures.keyplayers import Aim, Search, key_players, reach_of
from analytics.network.person_network import Vertex
from analytics.network.projection import Projection, read_projection
from analytics.network.sparse import Mesh
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class SetScores:
    """What a set of vertices scores; ``None`` where a figure does not exist.

    Parameters
    ----------
    fragmentation, distance_fragmentation
        Of those left without the set, n counting only them: 0..1.
    fragmentation_original, distance_fragmentation_original
        The same with n counting everyone: programs differ in which they give.
    reach, distance_reach
        Share of all within the steps of a member, and dR: 0..1, members counting 1.
    degree, closeness, betweenness
        Group degree, group closeness and group betweenness: 0..1.
    """

    fragmentation: float | None
    fragmentation_original: float | None
    distance_fragmentation: float | None
    distance_fragmentation_original: float | None
    reach: float
    distance_reach: float
    degree: float | None
    closeness: float | None
    betweenness: float | None


@dataclass(frozen=True)
class KeyPlayerSet:
    """The answer: who is in the set, in the order of ids, and all that it scores.

    ``search`` is ``exact`` where every set was gone through, ``greedy`` where members were added
    and swapped, and ``None`` where the set was given. ``before`` are the fragmentation and the
    distance-weighted fragmentation with everyone in place. ``steps`` are those of ``reach``.
    ``equals`` counts the sets that score the same by the aim, this one among them, and ``best``
    has the first ten of them; ``None`` and empty where not every set was gone through.
    """

    question: Question
    aim: Aim | None
    search: Search | None
    steps: int
    vertices: int
    ties: int
    members: tuple[Vertex, ...]
    before: tuple[float | None, float | None]
    scores: SetScores
    equals: int | None = None
    best: tuple[tuple[Vertex, ...], ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """Give the members as a table, one line each."""
        import pandas as pd

        return pd.DataFrame([asdict(one) for one in self.members], columns=["id", "name", "label"])

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.question.document(),
            "aim": self.aim,
            "search": self.search,
            "steps": self.steps,
            "vertices": self.vertices,
            "ties": self.ties,
            "members": [asdict(one) for one in self.members],
            "equal_sets": self.equals,
            "best_sets": [[asdict(one) for one in members] for members in self.best],
            "before": {
                "fragmentation": self.before[0],
                "distance_fragmentation": self.before[1],
            },
            "scores": asdict(self.scores),
            "conventions": {
                "fragmentation": "1 - sum s(s-1)/(n(n-1)), n those left; *_original: n everyone",
                "distance_fragmentation": "1 - sum 1/d / (n(n-1)), n as above",
                "reach": "m-reach: share of all within m steps of a member, members counting 1",
                "distance_reach": "dR, sum of 1/d(K, j) over n, members counting 1",
                "source": "Borgatti 2006; group measures: Everett and Borgatti 1999",
            },
        }


def best_set(
    graph: Graph, question: Question, k: int, aim: Aim = "distance", steps: int = 2
) -> KeyPlayerSet:
    """Find the k actors whose removal breaks the network most, or who reach most of it.

    Parameters
    ----------
    k
        Size of the set, at least 1.
    aim
        ``fragmentation`` or ``distance`` to remove them, ``reach`` or ``distance-reach`` to
        observe through them: :func:`analytics.measures.keyplayers.key_players`.
    steps
        Within how many steps of a member ``reach`` counts.

    Raises
    ------
    InputRefusedError
        The network has fewer than k vertices, or is too large for distances between all pairs.
    GraphMovedError
        A load was under way all the time.

    Examples
    --------
    >>> best = best_set(graph, Question(date(2020, 1, 2)), 3)  # doctest: +SKIP
    >>> [vertex.name for vertex in best.members]  # doctest: +SKIP
    """
    projection = graph.consistent(lambda opened: read_projection(opened, question))
    found = key_players(projection.mesh, k, aim, steps)
    answer = _answer(question, projection, found.members, steps, aim, found.search)
    if found.equals is None:
        return answer
    best = tuple(tuple(projection.vertices[v] for v in members) for members in found.best)
    return replace(answer, equals=found.equals, best=best)


def given_set(
    graph: Graph, question: Question, members: Sequence[str], steps: int = 2
) -> KeyPlayerSet:
    """Score a set of actors, given by their ids.

    Raises
    ------
    UnknownNameError
        Somebody has no tie in the network of that day.
    """
    projection = graph.consistent(lambda opened: read_projection(opened, question))
    missing = [one for one in members if one not in projection.places]
    if missing:
        raise UnknownNameError(f"{missing[0]} has no tie in the network of {question.day}")
    places = tuple(sorted({projection.places[one] for one in members}))
    return _answer(question, projection, places, steps)


def _answer(
    question: Question,
    projection: Projection,
    members: tuple[int, ...],
    steps: int,
    aim: Aim | None = None,
    search: Search | None = None,
) -> KeyPlayerSet:
    mesh = projection.mesh
    return KeyPlayerSet(
        question=question,
        aim=aim,
        search=search,
        steps=steps,
        vertices=mesh.size,
        ties=len(mesh.ends),
        members=tuple(projection.vertices[place] for place in members),
        before=(_number(fragmentation(mesh)), _number(distance_fragmentation(mesh))),
        scores=scores_of(mesh, members, steps),
    )


def scores_of(mesh: Mesh, members: tuple[int, ...], steps: int) -> SetScores:
    """Score a set of vertices in every way."""
    gone = frozenset(members)
    reach, distance_reach = reach_of(mesh, members, steps)
    return SetScores(
        fragmentation=_number(fragmentation(mesh, gone)),
        fragmentation_original=_number(fragmentation(mesh, gone, of_all=True)),
        distance_fragmentation=_number(distance_fragmentation(mesh, gone)),
        distance_fragmentation_original=_number(distance_fragmentation(mesh, gone, of_all=True)),
        reach=reach,
        distance_reach=distance_reach,
        degree=_number(group_degree(mesh, gone)),
        closeness=_number(group_closeness(mesh, gone)),
        betweenness=_number(group_betweenness(mesh, gone)),
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
