"""What stands behind a rank: each tie with its claims, sources and grades, and what it adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan

from analytics.claims.cited import Reading, read
from analytics.claims.history import single_holder_posts
from analytics.claims.nesting import descendants
from analytics.claims.phrases import details, sentence, when
from analytics.claims.reading import HOLDS
from analytics.measures.registry import explained
from analytics.measures.registry import measure as measure_named
from analytics.measures.scoring import Measure, local_score
from analytics.measures.view import View
from analytics.network.holders import dead_at
from analytics.network.person_network import Network, network_of
from analytics.network.projection import projection_of
from analytics.network.ties import Tie
from analytics.questions.lines import Line, Lines
from analytics.questions.silence import remarks
from analytics.scope import COMMAND_RELATIONS, AsOf
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.statements import statement

EFFECT_LIMIT = 2000
"""Most vertices of a network in which each tie is tried out by leaving it away."""

_DIGITS = 10
"""Decimals to which scores are compared when ranking, as the ranking itself does."""

STATEMENT = "analytics/everyday/explain"
"""The statement that shows the claims in Browser."""


@dataclass(frozen=True)
class Behind(Line):
    """One tie of the actor; ``without`` is the actor's score if the tie were not there.

    ``without`` is ``None`` where the network has more than :data:`EFFECT_LIMIT` vertices, and
    where the measure would not be defined.
    """

    without: float | None = None

    def cells(self) -> dict[str, object]:
        """Give the line's own values, without its evidence."""
        return {**super().cells(), "without": self.without}


@dataclass(frozen=True)
class Explanation(Lines):
    """The ties behind an actor's rank by a measure.

    ``rank`` is ``None`` without any tie, ``score`` where the measure is not defined.

    ``cypher`` shows the same claims in Browser; paste it there, parameter line first.
    """

    measure: Measure = "betweenness"
    rank: int | None = None
    of: int = 0
    score: float | None = None
    cypher: str = ""

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            **super().document(),
            "measure": self.measure,
            "rank": self.rank,
            "of": self.of,
            "score": self.score,
            "cypher": self.cypher,
        }


def explain(graph: Graph, actor: str, asked: AsOf, measure: Measure = "betweenness") -> Explanation:
    """Show what an actor's rank rests on: every tie of the command network, claim by claim.

    Parameters
    ----------
    actor
        Id of a person or organization.
    asked
        The day (today, if none) and the other limits.
    measure
        One of :func:`analytics.measures.registry.explained`, as ``proxygraph centrality``
        computes it.

    Raises
    ------
    UnknownNameError
        The measure is not one of these.

    Examples
    --------
    >>> answer = explain(graph, "person/qasem-soleimani", AsOf(date(2020, 1, 2)))  # doctest: +SKIP
    >>> answer.rank  # doctest: +SKIP
    1
    """
    if measure not in explained():
        known = ", ".join(explained())
        raise UnknownNameError(f"{measure!r} cannot be explained; these can: {known}")
    dated = asked.dated()
    return graph.consistent(lambda opened: _explain(opened, actor, dated, measure))


def _explain(graph: Graph, actor: str, asked: AsOf, measure: Measure) -> Explanation:
    found = read(graph, "analytics/claims_at", asked, types=sorted({*COMMAND_RELATIONS, HOLDS}))
    question = asked.network()
    claims = [one.claim for one in found.said]
    network = network_of(claims, question, single_holder_posts(graph), dead_at(graph, question))
    name = graph.read("analytics/everyday/actor", id=actor)[0]["name"]
    ties = [tie for tie in network.ties if actor in (tie.source, tie.target)]
    scores = _scores(network, measure) if network.ties else {}
    ranking = _ranking(network, scores, measure)
    lines = tuple(sorted(_lines(found, network, ties, actor, measure), key=_weight(measure)))
    weaker = tuple(
        _line(found, network, tie, actor, None)
        for tie in network.weaker
        if actor in (tie.source, tie.target)
    )
    ids = sorted({witness.claim for line in lines for witness in line.evidence.witnesses})
    return Explanation(
        asked=asked,
        subject=actor,
        title=f"What stands behind {name}'s {measure}",
        lines=lines,
        weaker=weaker,
        remarks=remarks(graph, asked, actor, found=bool(lines)),
        measure=measure,
        rank=ranking.index(actor) + 1 if actor in scores else None,
        of=len(ranking),
        score=scores.get(actor),
        cypher=_cypher(ids) if ids else "",
    )


def _scores(network: Network, measure: Measure) -> dict[str, float | None]:
    found = local_score(View(projection_of(network)), measure).tolist()
    return {
        key: None if isnan(score) else score
        for key, score in zip(network.vertices, found, strict=True)
    }


def _ranking(
    network: Network, scores: Mapping[str, float | None], measure: Measure
) -> tuple[str, ...]:
    """Order the vertices as the ranking does: undefined ones last, equals by name, then by id."""
    sign = 1 if measure_named(measure).low_first else -1

    def place(key: str) -> tuple[bool, float, str, str]:
        score = scores[key]
        return score is None, sign * round(score or 0.0, _DIGITS), network.vertices[key].name, key

    return tuple(sorted(scores, key=place))


def _lines(
    found: Reading, network: Network, ties: Sequence[Tie], actor: str, measure: Measure
) -> Iterator[Behind]:
    tried = len(network.vertices) <= EFFECT_LIMIT
    felt = network.ties if measure_named(measure).wide else joined_with(actor, network.ties)
    for tie in ties:
        without = None
        if tried:
            rest = tuple(other for other in felt if other is not tie)
            without = _scores(replace(network, ties=rest), measure)[actor]
        yield _line(found, network, tie, actor, without)


def joined_with(actor: str, ties: Sequence[Tie]) -> tuple[Tie, ...]:
    """Keep the ties that some way joins with an actor; the others add nothing to most scores."""
    around: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        around[tie.source].add(tie.target)
        around[tie.target].add(tie.source)
    near = descendants(actor, around) | {actor}
    return tuple(tie for tie in ties if tie.source in near)


def _line(found: Reading, network: Network, tie: Tie, actor: str, without: float | None) -> Behind:
    other = tie.target if tie.source == actor else tie.source
    name = (network.vertices.get(other) or network.beside[other]).name
    told = dict.fromkeys(sentence(claim) for claim in tie.claims)
    evidence = found.evidence((*tie.claims, *tie.holdings))
    return Behind(
        section="Ties, those that weigh most first",
        relation=", ".join(dict.fromkeys(claim.type for claim in tie.claims)),
        id=other,
        name=name,
        text=f"{name}: {'; '.join(told)}",
        details=details(tie.claims, found.names),
        when=when(tie.claims),
        evidence=replace(evidence, likelihood=tie.likelihood),
        without=without,
    )


def _weight(measure: Measure) -> Callable[[Behind], tuple[bool, float, str, str]]:
    """Put the ties first without which the actor would rank lowest."""
    sign = -1 if measure_named(measure).low_first else 1

    def place(line: Behind) -> tuple[bool, float, str, str]:
        score = line.without
        return score is not None, sign * round(score or 0.0, _DIGITS), line.name, line.id

    return place


def _cypher(ids: Sequence[str]) -> str:
    listed = ", ".join(f"'{key}'" for key in ids)
    code = [line for line in statement(STATEMENT).text.splitlines() if not line.startswith("//")]
    return "\n".join([f":param claims => [{listed}]", *code])
