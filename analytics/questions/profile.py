"""Everything about an actor on a day, section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from analytics.claims.cited import Reading, Said, read
from analytics.claims.phrases import phrase, sentence
from analytics.questions.lines import Line, Lines, by_likelihood
from analytics.questions.making import grouped, make_line, same_thing, strongest_first
from analytics.questions.silence import remarks
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.validtime import parse_date

NAMES, HELD, BY_POST, POSTS, FILES = (
    "Names",
    "Posts held",
    "What goes with the posts",
    "Posts in it, and who holds them",
    "Portfolios",
)
ABOVE, BELOW, PATRONS, CLIENTS, RELATIONS = (
    "Above it",
    "Below it",
    "Patrons",
    "Clients",
    "Relations short of sponsorship",
)
MEMBERSHIPS, MEMBERS, LINEAGE, TERRITORY, STRENGTH = (
    "Memberships",
    "Members",
    "Lineage",
    "Territory and consent",
    "Strength, by source",
)
LISTED, TIES, EVENTS, OTHER = ("Designations", "Ties", "Events", "Other")

ORDER = (
    *(NAMES, HELD, BY_POST, POSTS, FILES, ABOVE, BELOW, PATRONS, CLIENTS, RELATIONS),
    *(MEMBERSHIPS, MEMBERS, LINEAGE, TERRITORY, STRENGTH, LISTED, TIES, EVENTS, OTHER),
)
"""Headings, in the order in which they are shown."""

_SECTIONS = MappingProxyType(
    {
        "NAMED": (NAMES, NAMES),
        "HOLDS": (HELD, HELD),
        "COMMANDS": (BELOW, ABOVE),
        "DIRECTS": (BELOW, ABOVE),
        "SUBORDINATE_TO": (ABOVE, BELOW),
        "HANDLES": (FILES, FILES),
        "SPONSORS": (CLIENTS, PATRONS),
        "HAS_RELATIONS_WITH": (RELATIONS, RELATIONS),
        "MEMBER_OF": (MEMBERSHIPS, MEMBERS),
        "FOUNDED": (LINEAGE, LINEAGE),
        "DISSOLVED": (LINEAGE, LINEAGE),
        "WING_OF": (LINEAGE, LINEAGE),
        "FACADE_FOR": (LINEAGE, LINEAGE),
        "SPLIT_FROM": (LINEAGE, LINEAGE),
        "MERGED_INTO": (LINEAGE, LINEAGE),
        "OPERATES_IN": (TERRITORY, TERRITORY),
        "BASED_IN": (TERRITORY, TERRITORY),
        "HOLDS_TERRITORY": (TERRITORY, TERRITORY),
        "HAS_STRENGTH": (STRENGTH, STRENGTH),
        "DESIGNATED": (LISTED, LISTED),
        "TIED_TO": (TIES, TIES),
        "ALLIED_WITH": (TIES, TIES),
        "RIVAL_OF": (TIES, TIES),
        "RESEMBLES": (TIES, TIES),
        "SECOND_TO": (TIES, TIES),
        "PERPETRATED": (EVENTS, EVENTS),
        "TARGETED": (EVENTS, EVENTS),
    }
)
"""Type → section where the actor is its start, and where it is its end."""

_BARE = frozenset({HELD, PATRONS, CLIENTS, RELATIONS, MEMBERSHIPS, MEMBERS})
"""Sections whose heading says the verb."""


@dataclass(frozen=True)
class Profile(Lines):
    """The sections of an actor; ``label``, ``kind``, ``born`` and ``died`` as on record."""

    label: str = ""
    kind: str = ""
    born: str | None = None
    died: str | None = None
    aliases: tuple[str, ...] = ()
    description: str = ""
    newest: date | None = None

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            **super().document(),
            "label": self.label,
            "kind": self.kind,
            "born": self.born,
            "died": self.died,
            "aliases": list(self.aliases),
            "description": self.description,
            "newest_evidence": self.newest.isoformat() if self.newest else None,
        }


def profile(graph: Graph, actor: str, asked: AsOf) -> Profile:
    """Tell everything about an actor on a day.

    Parameters
    ----------
    actor
        Id of an actor.
    asked
        The day (today, if none) and the other limits.

    Raises
    ------
    UnknownNameError
        No actor has that id.

    Examples
    --------
    >>> answer = profile(graph, "organization/hezbollah", AsOf(date(2020, 1, 2)))  # doctest: +SKIP
    >>> list(answer.sections())[:1]  # doctest: +SKIP
    ['Names']
    """
    dated = asked.dated()
    return graph.consistent(lambda opened: _profile(opened, actor, dated))


def _profile(graph: Graph, actor: str, asked: AsOf) -> Profile:
    actors = graph.read("analytics/everyday/actor", id=actor)
    if not actors:
        raise UnknownNameError(f"no actor has the id {actor!r}; `proxygraph find` looks names up")
    facts = actors[0]
    found = read(graph, "analytics/everyday/profile", asked, actor=actor)
    every = tuple(_lines(found, actor, asked.day))
    lines, weaker = by_likelihood(every, asked)
    newest = max((line.evidence.newest for line in lines if line.evidence.newest), default=None)
    return Profile(
        asked=asked,
        subject=actor,
        title=facts["name"],
        lines=lines,
        weaker=weaker,
        remarks=remarks(graph, asked, actor, found=bool(every)),
        label=facts["label"],
        kind=facts["kind"] or "",
        born=facts["born"],
        died=facts["died"],
        aliases=tuple(facts["aliases"]),
        description=facts["description"] or "",
        newest=newest,
    )


def _lines(found: Reading, actor: str, day: date) -> Iterator[Line]:
    own = [
        one
        for one in found.said
        if one.part == "own" and not _is_post(one, actor) and _happened(one, day)
    ]
    sections: dict[str, list[Line]] = {section: [] for section in ORDER}
    for some in grouped(own, _own_key):
        section = _section(some[0], actor)
        sections[section].append(_own_line(found, some, section, actor))
    for post_line in _posts(found, actor):
        sections[POSTS].append(post_line)
    by_post = [one for one in found.said if one.part == "by post"]
    for some in grouped(by_post, same_thing):
        sections[BY_POST].append(_sentence(found, some, BY_POST))
    for part, section in (("above", ABOVE), ("below", BELOW)):
        further = [one for one in found.said if one.part == part]
        for some in grouped(further, _chain_key):
            sections[section].append(_sentence(found, some, section))
    for section in ORDER:
        if section == EVENTS:
            yield from sorted(sections[section], key=lambda line: (line.text, line.id))
        else:
            keep = section in (ABOVE, BELOW, POSTS)
            yield from sections[section] if keep else strongest_first(sections[section])


def _is_post(one: Said, actor: str) -> bool:
    claim = one.claim
    return (
        claim.end == actor
        and claim.type in ("COMMANDS", "POST_IN")
        and (claim.start_label == "Position")
    )


def _happened(one: Said, day: date) -> bool:
    """Whether a claim is about no event, or about one that may have begun by a day."""
    starts = one.start.get("starts") or one.end.get("starts")
    return not starts or parse_date(str(starts)).earliest <= day


def _own_key(one: Said) -> tuple[str, ...]:
    each = one.claim.claim_id if one.claim.type == "HAS_STRENGTH" else ""
    return (*same_thing(one), str(one.claim.properties.get("chain") or ""), each)


def _chain_key(one: Said) -> tuple[str, ...]:
    return (*same_thing(one), str(one.claim.properties.get("chain") or ""))


def _section(one: Said, actor: str) -> str:
    pair = _SECTIONS.get(one.claim.type, (OTHER, OTHER))
    return pair[one.claim.start != actor]


def _own_line(found: Reading, some: Sequence[Said], section: str, actor: str) -> Line:
    claim = some[0].claim
    backwards = claim.start != actor
    other = (claim.start, claim.start_name) if backwards else (claim.end, claim.end_name)
    if section == STRENGTH:
        return make_line(found, some, section, other, _strength(found, some[0]))
    lead = other[1] if section in _BARE else f"{phrase(claim, backwards=backwards)} {other[1]}"
    if section == EVENTS:
        facts = some[0].start if backwards else some[0].end
        lead = f"{facts.get('starts') or ''} {lead}".strip()
    return make_line(found, some, section, other, lead)


def _strength(found: Reading, one: Said) -> str:
    low, high = int(str(one.end["low"])), int(str(one.end["high"]))
    figure = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    places = sorted(
        {
            limit.claim.end_name
            for limit in found.said
            if limit.part == "limits" and limit.claim.start == one.claim.end
        }
    )
    whose = ", its clients'" if one.end.get("whose") == "clients" else ""
    where = f", only in {', '.join(places)}" if places else ""
    speaker = found.evidence([one.claim]).witnesses[0].speaker
    return f"{figure} ({one.end['counts']}{whose}{where}) by {speaker}"


def _posts(found: Reading, actor: str) -> Iterator[Line]:
    held = [one for one in found.said if one.part == "post in"]
    in_it = [one for one in found.said if one.part == "own" and _is_post(one, actor)]
    for post in grouped(in_it, lambda one: one.claim.start):
        key, name = post[0].claim.start, post[0].claim.start_name
        holders = [one for one in held if one.claim.end == key]
        lines = [
            make_line(
                found,
                some,
                POSTS,
                (some[0].claim.start, some[0].claim.start_name),
                f"{name}: {some[0].claim.start_name}",
            )
            for some in grouped(holders, lambda one: one.claim.start)
        ]
        vacant = make_line(found, post, POSTS, (key, name), f"{name}: no holder on record")
        yield from strongest_first(lines) or (vacant,)


def _sentence(found: Reading, some: Sequence[Said], section: str) -> Line:
    claim = some[0].claim
    lead = sentence(claim)
    other = (claim.start, claim.start_name) if section == BELOW else (claim.end, claim.end_name)
    return make_line(found, some, section, other, lead)
