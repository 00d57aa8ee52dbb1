"""How claims read: the verb of each type either way, what a claim adds, and its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from analytics.claims.reading import AFFIRMS, Claim
from graphdb.validtime import ONGOING, parse_date

PHRASES = MappingProxyType(
    {
        "SPONSORS": ("sponsors", "is sponsored by"),
        "HAS_RELATIONS_WITH": ("has relations with", "has relations with"),
        "DIRECTS": ("has a say in", "is told what to do by"),
        "SUBORDINATE_TO": ("stands under", "stands over"),
        "HOLDS": ("holds", "is held by"),
        "COMMANDS": ("commands", "is commanded by"),
        "POST_IN": ("is a post in", "has the post"),
        "DEPUTY_TO": ("is deputy to", "has as deputy"),
        "REPORTS_TO": ("reports to", "is reported to by"),
        "REPLACES": ("replaces", "is replaced by"),
        "HANDLES": ("handles", "is handled by"),
        "SECOND_TO": ("is second only to", "has as second"),
        "MEMBER_OF": ("is a member of", "has as member"),
        "FOUNDED": ("founded", "was founded by"),
        "DISSOLVED": ("ended", "was ended by"),
        "WING_OF": ("is a wing of", "has as wing"),
        "FACADE_FOR": ("is a front for", "has as front"),
        "SPLIT_FROM": ("split from", "saw split off"),
        "MERGED_INTO": ("merged into", "took in"),
        "NAMED": ("is named", "is a name of"),
        "TIED_TO": ("is tied to", "is tied to"),
        "ALLIED_WITH": ("is allied with", "is allied with"),
        "RIVAL_OF": ("is a rival of", "is a rival of"),
        "RESEMBLES": ("resembles", "is resembled by"),
        "OPERATES_IN": ("operates in", "is where operates"),
        "BASED_IN": ("is based in", "is the base of"),
        "HOLDS_TERRITORY": ("holds", "is held by"),
        "HAS_STRENGTH": ("has", "is the strength of"),
        "WITHIN": ("lies within", "contains"),
        "BORDERS": ("borders on", "borders on"),
        "PERPETRATED": ("did", "was done by"),
        "TARGETED": ("was aimed at", "was the target of"),
        "AT": ("was at", "saw"),
        "RESPONSE_TO": ("answered", "was answered by"),
        "DESIGNATED": ("put on its list", "is listed by"),
        "OWNS": ("owns", "is owned by"),
        "PURSUES": ("wants", "is wanted by"),
    }
)
"""Type → how it reads from its start, and how from its end."""

_MODES = MappingProxyType(
    {
        "commands": ("commands", "is commanded by"),
        "directs": ("directs", "is directed by"),
        "influences": ("influences", "is influenced by"),
        "consults": ("consults", "is consulted by"),
    }
)


def phrase(claim: Claim, *, backwards: bool = False) -> str:
    """Give the verb that joins the claim's start to its end, or ``backwards``."""
    pair = PHRASES[claim.type]
    if claim.type == "DIRECTS":
        pair = _MODES.get(str(claim.properties.get("mode")), pair)
    return pair[backwards]


def sentence(claim: Claim) -> str:
    """Say who does what to whom by a claim, in the order of its ends."""
    return f"{claim.start_name} {phrase(claim)} {claim.end_name}"


def details(claims: Iterable[Claim], names: Mapping[str, str]) -> str:
    """Say what claims add to their type: kinds of support, chain, capacity, consent and so on."""
    told: dict[str, None] = {}
    for claim in claims:
        told.update(dict.fromkeys(_told(claim, names)))
    return "; ".join(told)


def _told(claim: Claim, names: Mapping[str, str]) -> list[str]:
    given = claim.properties
    told = [str(given[key]).replace("_", " ") for key in _PLAIN if given.get(key)]
    if claim.type == "TIED_TO" or claim.type == "NAMED":
        told += [str(given["kind"]).replace("_", " ")] if given.get("kind") else []
    for key in ("support_types", "programme"):
        value = given.get(key)
        if isinstance(value, list):
            told += [str(one).replace("_", " ") for one in value]
    told += [
        f"{word} {names.get(str(given[key]), str(given[key]))}"
        for key, word in _TO_SOMEBODY
        if given.get(key)
    ]
    told += [f"{given['chain']} chain"] if given.get("chain") else []
    told += _consent(given, names)
    return [*told, "pooled with others"] if given.get("pooled") else told


def _consent(given: Mapping[str, object], names: Mapping[str, str]) -> list[str]:
    """Say who consents, in law and in fact, and what the consent rests on."""
    kinds = (("in law", given.get("consent_de_jure")), ("in fact", given.get("consent_de_facto")))
    told = [f"{kind} {str(value).replace('_', ' ')}" for kind, value in kinds if value]
    if not told:
        return []
    by = str(given.get("consent_by") or "")
    whose = f" of {names.get(by, by)}" if by else ""
    basis = f" ({given['consent_basis']})" if given.get("consent_basis") else ""
    return [f"consent{whose} {', '.join(told)}{basis}"]


_PLAIN = (
    "how",
    "intent",
    "basis",
    "capacity",
    "stage",
    "rank",
    "instrument",
    "function",
    "role",
    "attribution",
)
_TO_SOMEBODY = (
    ("appointed_by", "appointed by"),
    ("via", "via"),
    ("against", "against"),
    ("scope", "in"),
)


def when(claims: Sequence[Claim]) -> str:
    """Say for what time claims hold, as precisely as they do; denials do not count.

    Stated starts and ends go before observations, and the widest of each is shown.
    """
    affirming = [claim for claim in claims if claim.stance == AFFIRMS] or list(claims)
    starts = _dates(affirming, "valid_from")
    ends = [end for end in _dates(affirming, "valid_to") if end != ONGOING]
    ended = len(ends) == len(affirming) or (bool(ends) and bool(starts))
    told = f"since {starts[0]}" if starts else ""
    if ended:
        return f"{starts[0]} to {ends[-1]}" if starts else f"until {ends[-1]}"
    seen = _dates(affirming, "first_seen") + _dates(affirming, "last_seen")
    if told or not seen:
        return told
    first, last = min(seen, key=_earliest), max(seen, key=_latest)
    return f"seen {first}" if first == last else f"seen {first} to {last}"


def _dates(claims: Iterable[Claim], key: str) -> list[str]:
    given = [str(claim.properties[key]) for claim in claims if claim.properties.get(key)]
    return sorted(given, key=_earliest)


def _earliest(text: str) -> str:
    return "9999" if text == ONGOING else parse_date(text).earliest.isoformat()


def _latest(text: str) -> str:
    return "9999" if text == ONGOING else parse_date(text).latest.isoformat()
