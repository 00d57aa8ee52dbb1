"""Reads claims for a question, with all that their evidence needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from analytics.claims.evidence import Citation, Evidence, confirmed_on, gather
from analytics.claims.lifetimes import read_claims
from analytics.claims.reading import Claim, claim_of
from analytics.scope import AsOf
from graphdb.connection import Graph, Row
from graphdb.validtime import is_out_by

_NAMED = ("via", "against", "appointed_by", "consent_by", "scope", "asserted_by")
"""Properties of claims that hold the id of somebody whose name is wanted."""


@dataclass(frozen=True)
class Said:
    """One claim with facts of both its ends, and by which part of the question it was found."""

    claim: Claim
    start: Mapping[str, object] = field(default_factory=dict, hash=False)
    end: Mapping[str, object] = field(default_factory=dict, hash=False)
    part: str = ""


@dataclass(frozen=True)
class Reading:
    """What a statement found: claims, publications, names, and contested conflict sets."""

    said: tuple[Said, ...]
    cited: Mapping[str, Citation]
    names: Mapping[str, str]
    conflicts: frozenset[str] = frozenset()
    dated: bool = True

    def evidence(self, claims: Iterable[Claim]) -> Evidence:
        """Put together what a line rests on."""
        kept = tuple(claims)
        return gather(kept, self.cited, self.names, self.conflicts, dated=self.dated)


def read(
    graph: Graph,
    name: str,
    asked: AsOf,
    /,
    only: frozenset[str] = frozenset(),
    **parameters: object,
) -> Reading:
    """Run a statement that returns claims, and read what its claims cite and contradict.

    Parameters
    ----------
    name
        A statement with the columns of ``analytics/claims_at``, and perhaps ``start_facts``,
        ``end_facts`` and ``part``.
    asked
        Its limits; what is older than they allow is left out here.
    only
        Types whose sources are read, and which the age of evidence limits; empty for all. Claims
        of other types only say where things belong.
    parameters
        Further parameters of the statement.
    """
    rows = read_claims(graph, name, **asked.parameters(), **parameters)
    return reading(graph, asked, rows, only)


def reading(
    graph: Graph, asked: AsOf, rows: Sequence[Row], only: frozenset[str] = frozenset()
) -> Reading:
    """Read what the claims of some rows cite and contradict, as :func:`read` does."""
    said = tuple(_said(row) for row in rows)
    evidence = [one for one in said if not only or one.claim.type in only]
    ids = {key for one in evidence for key in one.claim.sources}
    ids |= {key for one in said for key in others(one.claim)}
    known, names = mentioned(graph, ids, asked.known_by)
    kept = tuple(
        one
        for one in said
        if (only and one.claim.type not in only) or _fresh(one.claim, known, asked.oldest)
    )
    return Reading(
        said=kept,
        cited=known,
        names=names,
        conflicts=_conflicts(graph, evidence, asked.known_by),
        dated=asked.at is not None,
    )


def _said(row: Row) -> Said:
    return Said(
        claim=claim_of(row),
        start=MappingProxyType(row.get("start_facts") or {}),
        end=MappingProxyType(row.get("end_facts") or {}),
        part=row.get("part") or "",
    )


def mentioned(
    graph: Graph, ids: Iterable[str], known_by: date | None = None
) -> tuple[Mapping[str, Citation], Mapping[str, str]]:
    """Read the publications among some entities that were out by a day, and all their names."""
    wanted = sorted(set(ids))
    rows = graph.read("analytics/everyday/cited", ids=wanted) if wanted else []
    cited = {row["id"]: _citation(row) for row in rows if row["source"]}
    known = {key: one for key, one in cited.items() if is_out_by(one.published, known_by)}
    return MappingProxyType(known), MappingProxyType({row["id"]: row["name"] for row in rows})


def others(claim: Claim) -> list[str]:
    """List the ids of those whom a claim names beside its ends: speaker, authority and so on."""
    told = [claim.properties.get(key) for key in _NAMED]
    return [str(other) for other in told if other]


def _citation(row: Row) -> Citation:
    return Citation(
        id=row["id"],
        title=row["name"],
        publisher=row["publisher"] or "unnamed publisher",
        published=row["published"],
        address=row["address"],
    )


def _fresh(claim: Claim, cited: Mapping[str, Citation], oldest: date | None) -> bool:
    if oldest is None:
        return True
    return confirmed_on(claim, [cited[key] for key in claim.sources if key in cited]) >= oldest


def _conflicts(graph: Graph, said: Iterable[Said], known_by: date | None) -> frozenset[str]:
    words = sorted({one.claim.conflict_set for one in said if one.claim.conflict_set})
    if not words:
        return frozenset()
    rows = graph.read("analytics/everyday/rivals", words=words, known_by=known_by)
    things = [row["word"] for row in rows]
    return frozenset(word for word in things if things.count(word) > 1)
