"""Who holds which post on the day of a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date

from analytics.claims.likelihood import likelihood_of
from analytics.claims.parallel import contested, is_disputed
from analytics.claims.reading import HOLDS, Claim
from analytics.network.ties import Holder
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.validtime import parse_date


def dead_at(graph: Graph, asked: AsOf) -> frozenset[str]:
    """Persons dead on the day of the question, as far as that could be known then.

    A death counts from the last day that its date can mean, on which the person is dead already.
    """
    known = min(asked.day, asked.known_by or asked.day)
    rows = graph.read("analytics/deaths")
    return frozenset(row["id"] for row in rows if parse_date(row["died"]).latest <= known)


def holders(
    claims: Iterable[Claim], single: Set[str], dead: Set[str] = frozenset()
) -> Mapping[str, tuple[Holder, ...]]:
    """Find the holders of every post; a post that nobody holds is missing.

    A post for one holder goes to whoever surely holds it on the day before those who possibly
    do, then to the likelier, then to the later appointed, then by id; where several surely
    hold it, that one is marked as disputed.
    """
    holdings = [claim for claim in claims if claim.type == HOLDS and claim.start not in dead]
    conflicts = contested(holdings)
    grouped: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in holdings:
        grouped[claim.end, claim.start].append(claim)
    found: dict[str, list[Holder]] = defaultdict(list)
    for (post, _), group in sorted(grouped.items()):
        holder = _holder(group, conflicts)
        if holder.likelihood > 0:
            found[post].append(holder)
    return {
        post: _one(everyone) if post in single else tuple(everyone)
        for post, everyone in found.items()
    }


def _holder(group: list[Claim], conflicts: frozenset[str]) -> Holder:
    affirming = [claim for claim in group if claim.stance == "affirms"]
    return Holder(
        person=group[0].start,
        name=group[0].start_name,
        claims=tuple(group),
        likelihood=likelihood_of(group),
        certain=any(claim.certain for claim in affirming),
        disputed=is_disputed(group, conflicts),
    )


def _one(everyone: list[Holder]) -> tuple[Holder, ...]:
    sure = [holder for holder in everyone if holder.certain]
    best = min(sure or everyone, key=lambda holder: preference(holder.claims))
    return (replace(best, disputed=best.disputed or len(sure) > 1),)


def preference(holding: Sequence[Claim]) -> tuple[float, int, str]:
    """Order holders of a post: the likelier first, then the later appointed, then by id.

    Parameters
    ----------
    holding
        Every claim that one person holds the post.
    """
    chance = likelihood_of(holding)
    starts = (claim.properties["possible_from"] for claim in holding)
    appointed = max(start for start in starts if isinstance(start, date))
    return -chance, -appointed.toordinal(), holding[0].start
