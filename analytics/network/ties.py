"""From parallel claims to one tie a pair, with the likelihood that it holds on the day.

Claims are never counted: see :func:`analytics.claims.likelihood.likelihood`. Doubts leave the
number alone and mark the tie as disputed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from analytics.claims.likelihood import likelihood
from analytics.claims.parallel import is_disputed
from analytics.claims.reading import AFFIRMS, Claim
from analytics.network.contraction import COMMANDERS, is_mutual, runs_up


@dataclass(frozen=True)
class Tie:
    """All that is claimed between two vertices.

    Parameters
    ----------
    source, target
        The ends, the superior first. Where ``mutual``, in the order of their ids.
    claims
        Every claim behind the tie, of every stance, in the order of their ids.
    holdings
        The ``HOLDS`` claims by which persons stand for the posts that the claims name.
    likelihood
        That the tie holds on the day, 0..1, post holding included.
    certain
        An affirming claim, and the holding of the posts that it names, surely hold on the day.
    disputed
        A source denies or doubts it, or it shares a conflict set with a claim of something else.
    mutual
        It runs both ways: claims point both ways, or it has no superior end. On a shortest path
        from any root such a tie is passed from the end nearer to the root.
    links
        The same claims, each with the holders by whom it comes to tie the two.
    """

    source: str
    target: str
    claims: tuple[Claim, ...]
    holdings: tuple[Claim, ...]
    likelihood: float
    certain: bool
    disputed: bool
    mutual: bool
    links: tuple[ContractedClaim, ...] = ()


@dataclass(frozen=True)
class Holder:
    """Who stands for a post, on the strength of which claims, how likely and how surely."""

    person: str
    name: str
    claims: tuple[Claim, ...]
    likelihood: float
    certain: bool
    disputed: bool = False


@dataclass(frozen=True)
class ContractedClaim:
    """One claim between two vertices after posts were replaced by their holders.

    ``source`` is the superior; where ``mutual``, the two stand in the order of the claim.
    """

    source: str
    target: str
    claim: Claim
    holders: tuple[Holder, ...] = ()
    mutual: bool = False

    @property
    def chance(self) -> float:
        """Confidence in the claim times the likelihood that its posts are held so: 0..1."""
        return self.claim.confidence * prod(holder.likelihood for holder in self.holders)

    @property
    def certain(self) -> bool:
        """Whether claim and holdings surely hold on the day."""
        return self.claim.certain and all(holder.certain for holder in self.holders)


def contracted_claim(
    claim: Claim, start: str, end: str, holders: tuple[Holder, ...] = ()
) -> ContractedClaim:
    """Point one claim down the command between two vertices, which stand for its ends.

    ``holders`` are those by whom persons stand for the posts that the claim names.
    """
    ends = claim.start_label in COMMANDERS, claim.end_label in COMMANDERS
    source, target = (end, start) if runs_up(claim.type, *ends) else (start, end)
    return ContractedClaim(source, target, claim, holders, is_mutual(claim.type, *ends))


def join(
    links: Iterable[ContractedClaim], conflicts: frozenset[str] = frozenset()
) -> tuple[Tie, ...]:
    """Join links into one tie a pair of vertices, in the order of their ends.

    Links from a vertex to itself are left out, and so are pairs of which nobody affirms anything.
    """
    pairs: dict[tuple[str, str], list[ContractedClaim]] = defaultdict(list)
    for link in links:
        if link.source != link.target:
            low, high = sorted((link.source, link.target))
            pairs[low, high].append(link)
    ties = [_tie(pair, pairs[pair], conflicts) for pair in pairs]
    return tuple(sorted((tie for tie in ties if tie), key=lambda tie: (tie.source, tie.target)))


def _tie(
    pair: tuple[str, str], links: list[ContractedClaim], conflicts: frozenset[str]
) -> Tie | None:
    affirming = [link for link in links if link.claim.stance == AFFIRMS]
    if not affirming:
        return None
    ways = {(link.source, link.target) for link in affirming if not link.mutual}
    one_way = len(ways) == 1
    source, target = ways.pop() if one_way else pair
    claims = {link.claim.claim_id: link.claim for link in links}
    holders = [holder for link in links for holder in link.holders]
    holdings = {claim.claim_id: claim for holder in holders for claim in holder.claims}
    return Tie(
        source=source,
        target=target,
        claims=tuple(claims[key] for key in sorted(claims)),
        holdings=tuple(holdings[key] for key in sorted(holdings)),
        likelihood=likelihood((link.claim, link.chance) for link in links),
        certain=any(link.certain for link in affirming),
        disputed=is_disputed(claims.values(), conflicts)
        or any(holder.disputed for holder in holders),
        mutual=not one_way,
        links=tuple(links),
    )
