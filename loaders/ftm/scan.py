"""FollowTheMoney entities as records: things first, then edges and sanctions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graphdb.vocabulary import ORGANIZATION_KINDS
from loaders.countries import country_codes
from loaders.derivation import derivation_version
from loaders.drafts import Drafts, own_key
from loaders.ftm.entities import Entity, read_entities
from loaders.ftm.schemata import ARMED_TOPICS, SANCTION, THINGS, TIES
from loaders.ftm.ties import claims_between, sanction_claims, tie_claims
from loaders.records import Key, LeftOut, Result
from loaders.sourcefiles import Tally, described, one_file, with_description
from loaders.tableformat import DatasetDescription

_WHAT = "FollowTheMoney entities as JSON lines"
_PATTERNS = ("*.ftm.json", "*.jsonl", "*.ijson", "*.json")
_ALIASES = ("name", "alias", "weakAlias", "previousName", "abbreviation")


def files(path: Path) -> list[Path]:
    """Find the file, with ``dataset.toml`` where its folder has one."""
    return with_description(path, [_file(path)])


def describe(path: Path) -> DatasetDescription:
    """Describe the collection; entities carry dates of their own, most of them."""
    return described(path, DatasetDescription(title="FollowTheMoney entities"))


def scan(path: Path, dataset: str, known: Mapping[bytes, Key]) -> Iterator[Result]:
    """Read and validate the file twice: things first, then what ties them.

    Raises
    ------
    InputRefusedError
        The library is missing; or the file is another one, in another encoding, or was cut off.
    """
    drafts = Drafts(dataset, describe(path).release, known, derivation_version(__name__))
    tally = Tally()
    for entity in read_entities(_file(path), tally):
        if not isinstance(entity, Entity):
            yield entity
        elif entity.schema in THINGS:
            yield from _thing(drafts, entity)
        elif entity.schema not in TIES and entity.schema != SANCTION:
            yield LeftOut(f"{entity.schema}, which has no place in the model")
    for entity in read_entities(_file(path)):
        if not isinstance(entity, Entity):
            continue
        if entity.schema == SANCTION:
            yield from sanction_claims(drafts, entity, node_id)
        elif entity.schema in TIES:
            yield from tie_claims(drafts, entity, node_id)
        elif entity.schema == "Position" and entity.values("organization"):
            yield from _post_in(drafts, entity)
    yield from tally.told(path, files(path))


def node_id(drafts: Drafts, number: str) -> str:
    """Make the id of an entity; what our ids cannot hold, such as capitals, is hashed behind it."""
    return drafts.id(own_key(number))


def _file(path: Path) -> Path:
    return one_file(path, _PATTERNS, _WHAT)


def _thing(drafts: Drafts, entity: Entity) -> Iterator[Result]:
    thing = THINGS[entity.schema]
    name = entity.proxy.caption
    aliases = [alias for alias in entity.values(*_ALIASES) if alias != name]
    said: dict[str, str | list[str]] = {}
    if thing.label != "Position":
        places = ("nationality", "citizenship", "country", "jurisdiction")
        said["countries"] = country_codes(entity.values(*places))
    if thing.label == "Person":
        said["born"] = _most_precise(entity.dates("birthDate"))
        said["died"] = _most_precise(entity.dates("deathDate"))
    if thing.label == "Organization":
        said["kind"] = _kind(entity, thing.kind)
    place, own = entity.place, node_id(drafts, entity.id)
    yield from drafts.node(place, thing.label, own, name=name, aliases=sorted(aliases), **said)


def _kind(entity: Entity, kind: str) -> str:
    """Take a classification in our own words, as exports have it; else what topics tell."""
    if kind != "other":
        return kind
    own = [word for word in entity.values("classification") if word in ORGANIZATION_KINDS]
    is_armed = not ARMED_TOPICS.isdisjoint(entity.values("topics"))
    return next(iter(own), "armed_group" if is_armed else kind)


def _post_in(drafts: Drafts, entity: Entity) -> Iterator[Result]:
    ends = [node_id(drafts, number) for number in entity.values("organization")]
    own = node_id(drafts, entity.id)
    yield from claims_between(drafts, entity, "POST_IN", [(own, end) for end in ends], {})


def _most_precise(dates: list[str]) -> str:
    return max(dates, key=len, default="")
