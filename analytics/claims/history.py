"""Claims of all dates about command and posts, with deaths, strengths and membership."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from analytics.claims.fighters import Count, leaves
from analytics.claims.lifetimes import Lifetimes, read_claims, read_lifetimes
from analytics.claims.nesting import all_within, turned
from analytics.claims.reading import HOLDS, Claim, claim_of
from analytics.claims.sightings import own_counts, read_strengths
from analytics.scope import COMMAND_RELATIONS
from graphdb.connection import Graph
from graphdb.validtime import Span, parse_date

ROSTER_RELATIONS = (
    *COMMAND_RELATIONS,
    HOLDS,
    "POST_IN",
    "DEPUTY_TO",
    "MEMBER_OF",
    "WING_OF",
)
"""Claims that a roster is made of."""


PROXY_KINDS = ("armed_group", "umbrella")
"""Kinds of organization that count as proxies where the command reaches them."""

EVIDENCE_RELATIONS = (*COMMAND_RELATIONS, HOLDS, "DEPUTY_TO", "POST_IN", "FOUNDED")
"""What is read: the command graph, posts, and what is said of a post beside its ties."""

STATE_KINDS = ("state_security_force", "government_body")
"""Kinds whose units are the sponsor's or the host's own, and no proxies."""


@dataclass(frozen=True)
class Evidence:
    """Claims of the command graph and of posts, of all dates, and what is known of their ends.

    Parameters
    ----------
    claims
        In the order of their ids, each with its dates among its properties.
    deaths
        Person → the days that its date of death can mean.
    single_holder
        Posts that one person holds at a time.
    kinds
        Organization → its kind.
    strengths
        Organization → its own fighters on the day before the succession.
    wholes
        Organization → the organizations that it belonged to on that day.
    lifetimes
        When groups were founded; before it they have no ties.
    """

    claims: tuple[Claim, ...]
    deaths: Mapping[str, Span] = field(default_factory=dict)
    single_holder: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    strengths: Mapping[str, Count] = field(default_factory=dict)
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lifetimes: Lifetimes = field(default_factory=Lifetimes)

    def names(self) -> dict[str, str]:
        """Map the ids at the ends of claims to names."""
        found = {claim.start: claim.start_name for claim in self.claims}
        return found | {claim.end: claim.end_name for claim in self.claims}

    @cached_property
    def parts(self) -> dict[str, frozenset[str]]:
        """Map organizations to those that belonged to them on that day."""
        return turned(self.wholes)

    @cached_property
    def within_states(self) -> frozenset[str]:
        """List what lies within a state's forces or offices, however deep."""
        states = [one for one, kind in self.kinds.items() if kind in STATE_KINDS]
        return all_within(states, self.parts)

    def is_too_early(self, claim: Claim, day: date) -> bool:
        """Whether a claim speaks of a group that was not founded yet on a day."""
        return self.lifetimes.rule_out((claim.start, claim.end), claim.properties, day)

    def is_dead(self, person: str, day: date) -> bool:
        """Whether somebody is surely dead on a day; the day of a death counts as dead."""
        return person in self.deaths and self.deaths[person].latest <= day


def read_holdings(graph: Graph, datasets: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """Read who held which post when, as far as anyone ever reported it."""
    return _claims(graph, (HOLDS,), date.min, None, datasets)


def read_deaths(graph: Graph) -> dict[str, Span]:
    """Read when persons died: person → the days that the date can mean."""
    return {row["id"]: parse_date(row["died"]) for row in graph.read("analytics/deaths")}


def read_kinds(graph: Graph) -> dict[str, str]:
    """Read what kind each organization is."""
    return {row["id"]: row["kind"] for row in graph.read("analytics/succession/kinds")}


def read_roster(graph: Graph, datasets: tuple[str, ...] = ()) -> tuple[Claim, ...]:
    """Read the claims of all dates that rosters are made of."""
    return _claims(graph, ROSTER_RELATIONS, date.min, None, datasets)


def read_evidence(
    graph: Graph, at: date, known_by: date | None = None, datasets: tuple[str, ...] = ()
) -> Evidence:
    """Read everything that a succession needs; use it inside ``graph.consistent``.

    Parameters
    ----------
    at
        The day before the succession, as of which strengths and membership are read.
    known_by
        Leave out claims that no source had made by this day. Posts are read whole: that a
        succession took place is what is asked about, not what was known before it.
    datasets
        Take only claims of these datasets; empty for all.
    """
    return replace(
        read_forces(graph, at, known_by, datasets),
        claims=_claims(graph, EVIDENCE_RELATIONS, at, known_by, datasets),
        deaths=read_deaths(graph),
        single_holder=single_holder_posts(graph),
        lifetimes=read_lifetimes(graph, known_by=known_by, datasets=datasets),
    )


def read_forces(
    graph: Graph, at: date, known_by: date | None = None, datasets: tuple[str, ...] = ()
) -> Evidence:
    """Read what tells proxies from others and how many fighters they have, and no claims."""
    cut = {"at": at, "known_by": known_by, "datasets": list(datasets)}
    return Evidence(
        claims=(),
        kinds=read_kinds(graph),
        strengths=own_counts(read_strengths(graph, at, known_by, datasets), at),
        wholes=_wholes(read_claims(graph, "analytics/succession/members", **cut)),
    )


def _claims(
    graph: Graph,
    types: tuple[str, ...],
    at: date,
    known_by: date | None,
    datasets: tuple[str, ...],
) -> tuple[Claim, ...]:
    rows = graph.read(
        "analytics/succession/claims",
        types=sorted(types),
        at=at,
        known_by=known_by,
        datasets=list(datasets),
    )
    return tuple(claim_of(row) for row in rows)


def _wholes(rows: list[dict[str, object]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[str(row["start"])].add(str(row["end"]))
    return {member: frozenset(wholes) for member, wholes in found.items()}


def is_proxy(organization: str, evidence: Evidence) -> bool:
    """Whether an organization counts as a proxy where the command reaches it.

    Armed groups and umbrellas do, and units of known strength that are no part of a state's
    forces or offices.
    """
    kind = evidence.kinds.get(organization)
    if kind != "unit":
        return kind in PROXY_KINDS
    return organization in evidence.strengths and organization not in evidence.within_states


def leaf_strengths(evidence: Evidence) -> dict[str, Count]:
    """Keep the strengths that can be added up, so that nobody counts twice.

    The rule is that of :func:`analytics.claims.fighters.leaves`: an umbrella counts by its members.
    """
    groups = {*evidence.strengths, *evidence.parts, *evidence.wholes}
    chosen = leaves(groups, evidence.strengths, evidence.parts, evidence.kinds)
    return {unit: evidence.strengths[unit] for unit in sorted(chosen)}


def single_holder_posts(graph: Graph) -> frozenset[str]:
    """List the posts that one person holds at a time."""
    return frozenset(row["id"] for row in graph.read("analytics/single_holder_posts"))
