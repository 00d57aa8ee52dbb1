"""How a sponsor stands to its clients: control, hops from its leader, consent of hosts."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

from analytics.claims.reading import AFFIRMS, HOLDS, Claim
from analytics.claims.sponsored import POST_IN, PRESENCE
from analytics.network.person_network import Network
from analytics.scope import COMMAND_RELATIONS

Mode = Literal["delegation", "orchestration"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""Delegation: the sponsor directs or commands what it supports. Orchestration: it supports, and
at most influences or advises."""

_STRENGTHS = MappingProxyType({"commands": 4, "directs": 3, "influences": 2, "consults": 1, "": 0})
_UNKNOWN = "consent unknown"
_DELEGATED = frozenset({"commands", "directs"})


def control_by(sponsors: Collection[str], claims: Iterable[Claim]) -> dict[str, str]:
    """Find the strongest say of some actors in others: commands, directs, influences, consults.

    Parameters
    ----------
    sponsors
        Ids of a sponsor's bodies, their posts and the holders of these.
    claims
        Claims of every type and stance; only affirming ones count.
    """
    found: dict[str, str] = {}
    for claim in claims:
        if claim.stance != AFFIRMS:
            continue
        pair = _say(claim, sponsors)
        if pair and _STRENGTHS[pair[1]] > _STRENGTHS[found.get(pair[0], "")]:
            found[pair[0]] = pair[1]
    return found


def _say(claim: Claim, sponsors: Collection[str]) -> tuple[str, str] | None:
    if claim.type == "DIRECTS" and claim.start in sponsors:
        return claim.end, str(claim.properties.get("mode") or "influences")
    if claim.type == "COMMANDS" and claim.start in sponsors:
        return claim.end, "commands"
    if claim.type == "SUBORDINATE_TO" and claim.end in sponsors:
        informal = claim.properties.get("chain") == "informal"
        return claim.start, "directs" if informal else "commands"
    return None


def mode_of(control: str) -> Mode:
    """Tell delegation from orchestration by the strongest say.

    >>> mode_of("directs"), mode_of("influences"), mode_of("")
    ('delegation', 'orchestration', 'orchestration')
    """
    return "delegation" if control in _DELEGATED else "orchestration"


def people_of(bodies: Collection[str], claims: Sequence[Claim]) -> frozenset[str]:
    """List a sponsor's bodies, the posts in them, and the persons who hold these."""
    affirmed = [claim for claim in claims if claim.stance == AFFIRMS]
    posts = {
        claim.start
        for claim in affirmed
        if claim.type in (POST_IN, "COMMANDS")
        and claim.end in bodies
        and claim.start_label == "Position"
    }
    persons = {claim.start for claim in affirmed if claim.type == HOLDS and claim.end in posts}
    return frozenset({*bodies, *posts, *persons})


def leader_of(
    sponsor: str, claims: Iterable[Claim], network: Network, clients: Collection[str]
) -> str | None:
    """Find the holder of one of the sponsor's own posts who commands its clients most closely.

    Closeness is the sum of 1/hops over the clients (METHOD: hops from the sponsor's leader), ties
    go to the lesser id; nobody, where command reaches no client from any of them.
    """
    posts = {claim.start for claim in claims if claim.type == POST_IN and claim.end == sponsor}
    holders = sorted({holder.person for post in posts for holder in network.holders.get(post, ())})
    closeness = {person: _closeness(hops(person, network), clients) for person in holders}
    found = max(holders, key=lambda person: closeness[person], default=None)
    return found if found and closeness[found] > 0 else None


def _closeness(reached: Mapping[str, int], clients: Collection[str]) -> float:
    return sum(1 / reached[client] for client in clients if reached.get(client))


def hops(root: str, network: Network) -> dict[str, int]:
    """Count the steps down the command from somebody to everyone whom it reaches."""
    below: dict[str, list[str]] = defaultdict(list)
    for source, target in network.arcs():
        below[source].append(target)
    found = {root: 0}
    queue = deque([root])
    while queue:
        one = queue.popleft()
        for other in below[one]:
            if other not in found:
                found[other] = found[one] + 1
                queue.append(other)
    return found


def consents(claims: Iterable[Claim], names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Say with whose consent each actor is where, in law and in fact; the unknown comes last."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.type in PRESENCE and claim.stance == AFFIRMS:
            words = _consent(claim, names)
            if words and claim.end_name not in found[claim.start][words]:
                found[claim.start][words].append(claim.end_name)
    return {actor: _places(told) for actor, told in found.items()}


def _places(told: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    order = sorted(told, key=lambda words: (words.startswith(_UNKNOWN), -len(told[words]), words))
    return tuple(f"{words}: {', '.join(told[words])}" for words in order)


def _consent(claim: Claim, names: Mapping[str, str]) -> str:
    law = str(claim.properties.get("consent_de_jure") or "").replace("_", " ")
    fact = str(claim.properties.get("consent_de_facto") or "").replace("_", " ")
    if {law, fact} <= {"", "unknown"}:
        return _UNKNOWN if law or fact else ""
    by = str(claim.properties.get("consent_by") or "")
    told = [f"{value} in {way}" for way, value in (("law", law), ("fact", fact)) if value]
    return f"consent{f' of {names.get(by, by)}' if by else ''} {', '.join(told)}"


def command_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Keep what makes the network of command."""
    kinds = {*COMMAND_RELATIONS, HOLDS}
    return tuple(claim for claim in claims if claim.type in kinds)
