"""Claims that deny or exclude one another: who says which, and what each would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from analytics.claims.cited import Reading, Said, read
from analytics.claims.history import single_holder_posts
from analytics.claims.phrases import phrase
from analytics.claims.reading import AFFIRMS, HOLDS, Claim, claims_at
from analytics.network.holders import dead_at
from analytics.network.person_network import Network, network_of
from analytics.network.ties import Tie
from analytics.questions.lines import Line, Lines
from analytics.questions.making import grouped, make_line, same_thing
from analytics.questions.silence import silence
from analytics.scope import COMMAND_RELATIONS, AsOf, Question
from graphdb.connection import Graph

EXCLUDING = "excluding"

_STANCES = MappingProxyType({"affirms": "", "denies": "denied: ", "doubts": "doubted: "})
_SPEAKERS = 4
_COMMAND = frozenset({*COMMAND_RELATIONS, HOLDS})


@dataclass(frozen=True)
class _Command:
    """The command network of the day, and what it was made of."""

    claims: tuple[Claim, ...]
    question: Question
    single: frozenset[str]
    dead: frozenset[str]
    whole: Network

    def lost_without(self, ids: set[str]) -> tuple[str, ...]:
        """Name the ties that are gone when some claims are left out."""
        concerned = [tie for tie in self.whole.ties if ids & _behind(tie)]
        if not concerned:
            return ()
        kept = [claim for claim in self.claims if claim.claim_id not in ids]
        left = network_of(kept, self.question, self.single, self.dead)
        pairs = {frozenset((tie.source, tie.target)) for tie in left.ties}
        names = {key: vertex.name for key, vertex in self.whole.vertices.items()}
        return tuple(
            f"{names[tie.source]} – {names[tie.target]}"
            for tie in concerned
            if frozenset((tie.source, tie.target)) not in pairs
        )


def _behind(tie: Tie) -> set[str]:
    return {claim.claim_id for claim in (*tie.claims, *tie.holdings)}


def disputes(graph: Graph, asked: AsOf, actor: str | None = None) -> Lines:
    """List what is disputed on a day, each side with its evidence.

    Parameters
    ----------
    asked
        The day (all days, if none) and the other limits.
    actor
        Id of somebody whose disputes, and those about whose events and posts, are wanted.

    Notes
    -----
    Claims that share a conflict set exclude one another, and are listed side by side; so are an
    affirmation and its denials. ``details`` of a side of command or post names what it would
    change: the ties of the command network of the day (today, if none) that rest on it alone.

    Examples
    --------
    >>> answer = disputes(graph, AsOf(date(2020, 1, 2)))  # doctest: +SKIP
    >>> all(line.evidence.disputed for line in answer.lines)  # doctest: +SKIP
    True
    """
    return graph.consistent(lambda opened: _disputes(opened, asked, actor))


def _disputes(graph: Graph, asked: AsOf, actor: str | None) -> Lines:
    found = read(graph, "analytics/everyday/disputes", asked, actor=actor)
    command = _command(graph, asked)
    lines = tuple(line for some in _cases(found) for line in _sides(found, some, command))
    return Lines(
        asked=asked,
        subject=actor or "",
        title="Disputes" + (f" about {actor}" if actor else ""),
        lines=lines,
        remarks=() if lines else _nothing(graph, asked, actor),
    )


def _nothing(graph: Graph, asked: AsOf, actor: str | None) -> tuple[str, ...]:
    return ("Nothing that is said within these limits is disputed.", *silence(graph, asked, actor))


def _command(graph: Graph, asked: AsOf) -> _Command:
    question = replace(asked.network(), min_likelihood=0)
    claims = claims_at(graph, question)
    single, dead = single_holder_posts(graph), dead_at(graph, question)
    return _Command(claims, question, single, dead, network_of(claims, question, single, dead))


def _cases(found: Reading) -> Iterator[tuple[Said, ...]]:
    """Give the claims of each dispute: a conflict set that is contested, or one denied thing."""
    in_sets = [
        one
        for one in found.said
        if one.part == EXCLUDING and one.claim.conflict_set in found.conflicts
    ]
    told = {same_thing(one) for one in in_sets}
    against = [one for one in found.said if one.part != EXCLUDING]
    for some in grouped(in_sets, lambda one: one.claim.conflict_set or ""):
        things = {same_thing(one) for one in some}
        denials = [one for one in against if same_thing(one) in things]
        every = {one.claim.claim_id: one for one in (*some, *denials)}
        yield tuple(every.values())
    rest = [one for one in against if same_thing(one) not in told]
    yield from grouped(rest, same_thing)


def _sides(found: Reading, some: Sequence[Said], command: _Command) -> Iterator[Line]:
    heading = _heading(some)
    for side in grouped(some, _side):
        claim = side[0].claim
        evidence = found.evidence([one.claim for one in side])
        lead = f"{_STANCES[claim.stance]}{claim.start_name} {phrase(claim)} {_what(side[0])}"
        line = make_line(found, side, heading, (claim.end, claim.end_name), lead)
        speakers = list(dict.fromkeys(witness.speaker for witness in evidence.witnesses))
        said = f"says {', '.join(speakers[:_SPEAKERS])}"
        further = len(speakers) - _SPEAKERS
        told = [line.text, f"{said} and {further} more" if further > 0 else said]
        change = _change(side, command)
        yield replace(
            line,
            text="; ".join([*told, change] if change else told),
            details="; ".join(part for part in (line.details, change) if part),
            evidence=replace(evidence, disputed=True),
        )


def _side(one: Said) -> tuple[str, ...]:
    """Key of a side: the same stance on the same thing, in a conflict set with the same dates."""
    given = one.claim.properties
    dates = (str(given.get("valid_from") or ""), str(given.get("valid_to") or ""))
    in_set = one.claim.conflict_set is not None and one.claim.stance == AFFIRMS
    return (one.claim.stance, *same_thing(one), *(dates if in_set else ("", "")))


def _what(one: Said) -> str:
    low, high = one.end.get("low"), one.end.get("high")
    if low is None or high is None:
        return one.claim.end_name
    return f"{low:,} fighters" if low == high else f"{low:,} to {high:,} fighters"


def _heading(some: Sequence[Said]) -> str:
    first = some[0].claim
    ends = list(dict.fromkeys(one.claim.end_name for one in some))
    if len(ends) == 1:
        starts = list(dict.fromkeys(one.claim.start_name for one in some))
        if len(starts) == 1:
            return f"{first.start_name} {phrase(first)} {first.end_name}"
        return f"Who {phrase(first)} {ends[0]}"
    return f"What {first.start_name} {phrase(first)}"


def _change(side: Sequence[Said], command: _Command) -> str:
    """Say which ties of the command network would go if a side were wrong; else nothing."""
    claim = side[0].claim
    if claim.stance != AFFIRMS or claim.type not in _COMMAND:
        return ""
    lost = command.lost_without({one.claim.claim_id for one in side})
    if not lost:
        return "no tie of the command network rests on it alone"
    return f"if wrong, these ties of the command network go: {', '.join(lost)}"
