"""What would be lost if anyone fell away, or any post fell vacant: all of them in one pass.

Cuts come from the blocks of the undirected network, and who is cut off from the sponsor's leader
from the dominator tree of its arcs; neither needs a removal at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from analytics.claims.history import Evidence, is_proxy, leaf_strengths, read_forces
from analytics.measures.articulation_points import Cuts, cuts
from analytics.measures.dominators import DominatorTree, dominator_tree
from analytics.network.contraction import POSITION
from analytics.network.projection import Projection, read_projection
from analytics.network.sparse import Bools, Floats
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

Loss = Literal["proxies", "pairs", "fighters", "units"]
LOSSES: tuple[Loss, ...] = get_args(Loss)


@dataclass(frozen=True)
class Vacancy:
    """What would be lost without one actor or post.

    Parameters
    ----------
    rank
        Among actors, or among posts.
    label
        ``Person``, ``Organization`` or ``Position``.
    parts
        Components that come in the place of its own.
    pairs_cut
        Pairs of other actors that have a path now and would have none.
    fragmentation
        F over those left, 0..1; ``None`` below two (Borgatti 2006).
    proxies_cut_off
        Names of proxies whose every path from the leader runs through it.
    fighters_low, fighters_high
        Fighters of the units cut off from the leader so, umbrellas counted by their members.
    cut_off
        How many actors of any kind are cut off from the leader so. The leader's own row has
        nobody cut off: without a leader there is nowhere to be cut off from.
    units_without_commander
        Names of organizations that it commands and nobody else does.
    equals
        How many, itself among them, lose as much in every way that ranks: their order is that of
        their names.
    """

    rank: int
    id: str
    name: str
    label: str
    parts: int
    pairs_cut: int
    fragmentation: float | None
    proxies_cut_off: tuple[str, ...]
    fighters_low: int
    fighters_high: int
    cut_off: int
    units_without_commander: tuple[str, ...]
    equals: int = 1


@dataclass(frozen=True)
class Vacancies:
    """The answer: everyone and every post, each in the order of what would be lost.

    ``leader`` is whom the command runs down from, ``None`` where nobody has anyone below;
    ``fragmentation`` is that of the whole network of actors, with everyone in place;
    ``proxies`` counts those that the leader reaches.
    """

    question: Question
    by: Loss
    leader: str | None
    proxies: int
    fragmentation: float | None
    actors: tuple[Vacancy, ...]
    posts: tuple[Vacancy, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give actors, then posts, as a table."""
        import pandas as pd

        rows = [asdict(row) for row in (*self.actors, *self.posts)]
        return pd.DataFrame(rows, columns=list(Vacancy.__annotations__))

    def document(self, limit: int | None = None) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document; ``limit`` cuts both lists."""
        return {
            "question": self.question.document(),
            "ranked_by": self.by,
            "leader": self.leader,
            "proxies_reached": self.proxies,
            "fragmentation": self.fragmentation,
            "conventions": {
                "fragmentation": "1 - sum s(s-1)/(n(n-1)) over those left (Borgatti 2006)",
                "cut_off": "every path down the command from the leader runs through it; a "
                "mutual tie can be passed either way",
            },
            "actors": [asdict(row) for row in self.actors[:limit]],
            "posts": [asdict(row) for row in self.posts[:limit]],
        }


def vacancy(
    graph: Graph, question: Question, leader: str | None = None, by: Loss = "proxies"
) -> Vacancies:
    """Work out what would be lost without each actor and each post.

    Parameters
    ----------
    question
        An actor takes every post with it that it holds; a post alone leaves its holder's other
        ties, and takes what runs through the post.
    leader
        Id of whom the command runs down from; if not given, of those with nobody above the one
        that reaches most.
    by
        What ranks: proxies cut off, pairs cut, fighters cut off, units without a commander; the
        others, in that order, break ties, then names.

    Raises
    ------
    UnknownNameError
        The leader is not in the network of that day.
    GraphMovedError
        A load was under way all the time.

    Examples
    --------
    >>> vacancy(graph, Question(date(2020, 1, 2))).actors[0].name  # doctest: +SKIP
    'Qasem Soleimani'
    """

    def read(opened: Graph) -> tuple[Projection, Projection, Evidence]:
        contracted = replace(question, keep_positions=False)
        kept = replace(question, keep_positions=True)
        forces = read_forces(opened, question.day, question.known_by, question.datasets)
        return read_projection(opened, contracted), read_projection(opened, kept), forces

    people, posts, forces = graph.consistent(read)
    root = _leader(people, leader)
    actors = tuple(_ranked(_rows(people, root, forces, posts=False), by))
    name = people.vertices[people.places[root]].name if root else None
    return Vacancies(
        question=question,
        by=by,
        leader=name,
        proxies=_proxies_below(people, root, forces),
        fragmentation=_number(cuts(people.mesh).before),
        actors=actors,
        posts=tuple(_ranked(_rows(posts, root, forces, posts=True), by)),
    )


def _leader(projection: Projection, leader: str | None) -> str | None:
    if leader is not None:
        if leader not in projection.places:
            raise UnknownNameError(f"{leader} has no tie in the network of that day")
        return leader
    found = projection.leader()
    return None if found is None else projection.vertices[found].id


def _proxies_below(projection: Projection, root: str | None, forces: Evidence) -> int:
    if root is None:
        return 0
    tree = _tree(projection, root)
    return int(_proxies(projection, forces)[tree.order].sum())


def _tree(projection: Projection, root: str) -> DominatorTree:
    return dominator_tree(projection.down, projection.places[root])


def _proxies(projection: Projection, forces: Evidence) -> Bools:
    return np.array([is_proxy(vertex.id, forces) for vertex in projection.vertices], dtype=np.bool_)


@dataclass(frozen=True)
class _Losses:
    cuts: Cuts
    tree: DominatorTree | None
    proxies: Bools
    low: Floats
    high: Floats
    anyone: Floats
    units: Mapping[int, list[str]]


def _losses(projection: Projection, root: str | None, forces: Evidence) -> _Losses:
    size = len(projection.vertices)
    actors = np.array([v.label != POSITION for v in projection.vertices], dtype=np.bool_)
    low, high = np.zeros((2, size))
    for unit, count in leaf_strengths(forces).items():
        if unit in projection.places:
            low[projection.places[unit]], high[projection.places[unit]] = count.low, count.high
    tree = _tree(projection, root) if root and root in projection.places else None
    none = np.zeros(size)
    return _Losses(
        cuts=cuts(projection.mesh, actors),
        tree=tree,
        proxies=_proxies(projection, forces),
        low=tree.sums(low) if tree else none,
        high=tree.sums(high) if tree else none,
        anyone=tree.sums(actors.astype(float)) if tree else none,
        units=_orphans(projection),
    )


def _orphans(projection: Projection) -> dict[int, list[str]]:
    """List for every commander the organizations that nobody else commands."""
    commander, unit = projection.commanded.T
    alone = np.bincount(unit, minlength=len(projection.vertices))[unit] == 1
    found: dict[int, list[str]] = {}
    for above, below in zip(commander[alone].tolist(), unit[alone].tolist(), strict=True):
        found.setdefault(above, []).append(projection.vertices[below].name)
    return {above: sorted(names) for above, names in found.items()}


def _rows(
    projection: Projection, root: str | None, forces: Evidence, *, posts: bool
) -> Iterator[Vacancy]:
    found = _losses(projection, root, forces)
    tree, names = found.tree, [vertex.name for vertex in projection.vertices]
    for place, vertex in enumerate(projection.vertices):
        if (vertex.label == POSITION) != posts:
            continue
        apart = tree is not None and vertex.id != root
        below = tree.cut_off(place) if tree and apart else np.zeros(0, dtype=np.int64)
        yield Vacancy(
            rank=0,
            id=vertex.id,
            name=vertex.name,
            label=vertex.label,
            parts=int(found.cuts.parts[place]),
            pairs_cut=round(float(found.cuts.pairs[place])),
            fragmentation=_number(float(found.cuts.after[place])),
            proxies_cut_off=tuple(sorted(names[one] for one in below[found.proxies[below]])),
            fighters_low=round(float(found.low[place])) if apart else 0,
            fighters_high=round(float(found.high[place])) if apart else 0,
            cut_off=round(float(found.anyone[place])) if apart else 0,
            units_without_commander=tuple(found.units.get(place, ())),
        )


def _ranked(rows: Iterator[Vacancy], by: Loss) -> Iterator[Vacancy]:
    def losses(row: Vacancy) -> dict[Loss, int]:
        return {
            "proxies": len(row.proxies_cut_off),
            "pairs": row.pairs_cut,
            "fighters": row.fighters_high,
            "units": len(row.units_without_commander),
        }

    order = (by, *(loss for loss in LOSSES if loss != by))
    found = [(tuple(-losses(row)[one] for one in order), row) for row in rows]
    equals = Counter(lost for lost, _ in found)
    ordered = sorted(found, key=lambda one: (one[0], one[1].name, one[1].id))
    for rank, (lost, row) in enumerate(ordered, start=1):
        yield replace(row, rank=rank, equals=equals[lost])


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
