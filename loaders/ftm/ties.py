"""Edges and sanctions as claims, each traced to the datasets that it was collected from."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import product

from graphdb.model import RELATIONSHIP_TYPES
from loaders.drafts import Drafts, Said, own_key, slug
from loaders.ftm.entities import Entity
from loaders.ftm.schemata import TIES
from loaders.origins import origin_of_collection
from loaders.records import LeftOut, Result

NodeId = Callable[[Drafts, str], str]

_UNKNOWN_PUBLISHER = "unknown"
_NEITHER = ("percentage", "sharesCount")


def tie_claims(drafts: Drafts, entity: Entity, node_id: NodeId) -> Iterator[Result]:
    """Make the claims of an edge, one for each pair of its ends."""
    tie = TIES[entity.schema]
    starts = [node_id(drafts, number) for number in entity.values(tie.start)]
    ends = [node_id(drafts, number) for number in entity.values(tie.end)]
    said: dict[str, Said] = {"kind": tie.tie_kind or None, "mode": tie.mode or None}
    if tie.said:
        words = entity.values("role", "relationship", "status") or [tie.default]
        if entity.schema == "Ownership":
            words += [f"{name} {value}" for name in _NEITHER for value in entity.values(name)]
        said[tie.said] = "; ".join(word for word in words if word)
    if missing := _names_no(entity, tie.start, starts) or _names_no(entity, tie.end, ends):
        yield missing
        return
    pairs = [pair for pair in product(starts, ends) if pair[0] != pair[1]]
    if not pairs:
        yield LeftOut(f"{entity.schema} of an entity with itself")
        return
    yield from claims_between(drafts, entity, tie.claim_type, pairs, {**said, **_dates(entity)})


def sanction_claims(drafts: Drafts, entity: Entity, node_id: NodeId) -> Iterator[Result]:
    """Make the claim of a sanction: an authority designated somebody."""
    authority = entity.first("authority", "publisher") or "authority not named"
    own = drafts.id("authority", slug(authority))
    if not drafts.has(own):
        yield from drafts.node(
            entity.place, "Organization", own, name=authority, kind="government_body"
        )
    ends = [node_id(drafts, number) for number in entity.values("entity")]
    if missing := _names_no(entity, "entity", ends):
        yield missing
        return
    said: dict[str, Said] = {
        "programme": entity.values("program", "programId"),
        "basis": "; ".join(entity.values("reason", "provisions")),
    }
    pairs = [(own, end) for end in ends]
    yield from claims_between(drafts, entity, "DESIGNATED", pairs, {**said, **_dates(entity)})


def _names_no(entity: Entity, name: str, ends: Sequence[str]) -> LeftOut | None:
    return None if ends else LeftOut(f"{entity.schema} that names no {name}")


def claims_between(
    drafts: Drafts,
    entity: Entity,
    claim_type: str,
    pairs: Sequence[tuple[str, str]],
    said: Mapping[str, Said],
) -> Iterator[Result]:
    """Make the claims of an entity between pairs of nodes, where the model has a place for them."""
    held = [pair for pair in pairs if _is_held(drafts, claim_type, pair)]
    if len(held) < max(len(pairs), 1):
        yield LeftOut(f"{entity.schema} with an end that is not loaded")
    if not held:
        return
    sources = yield from _sources(drafts, entity)
    key = own_key(entity.id)
    for number, pair in enumerate(held):
        yield from drafts.claim(
            entity.place,
            claim_type,
            f"{key}/{number}" if number else key,
            pair,
            sources,
            credibility="2",
            **said,
        )


def _is_held(drafts: Drafts, claim_type: str, pair: tuple[str, str]) -> bool:
    declared = RELATIONSHIP_TYPES[claim_type]
    start, end = (drafts.label(name) for name in pair)
    return start in declared.starts and end in declared.ends


def _sources(drafts: Drafts, entity: Entity) -> Generator[Result, None, list[str]]:
    """Make a source for each dataset that the entity was collected from; returns their ids."""
    made: list[str] = []
    publisher = entity.first("publisher")
    address = entity.first("sourceUrl")
    for name in sorted(set(entity.datasets)):
        source = drafts.id("source", own_key(entity.id), own_key(name or _UNKNOWN_PUBLISHER))
        yield from drafts.node(
            entity.place,
            "Source",
            source,
            name=f"{entity.schema} {entity.id}" + (f" of {name}" if name else ""),
            publisher=publisher or name or _UNKNOWN_PUBLISHER,
            published=entity.published(),
            address=address,
            record=entity.id,
            origin=origin_of_collection(name) or None,
            kind="dataset",
            reliability="B",
        )
        made.append(source)
    return made


def _dates(entity: Entity) -> dict[str, Said]:
    """Give start and end; of several starts the earliest, of several ends the latest."""
    starts = entity.dates("startDate", "periodStart") or entity.dates("listingDate")
    ends = entity.dates("endDate", "periodEnd")
    seen = [] if starts else entity.dates("date")
    return {
        "valid_from": next(iter(starts), None),
        "valid_to": ends[-1] if ends else None,
        "first_seen": next(iter(seen), None),
    }
