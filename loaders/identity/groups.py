"""Which ids the graph treats as one: a function of the decisions and of the records loaded.

Ids that decisions make the same form a group. Its canonical id is that of the record whose dataset
ranks highest (equal ranks by the dataset's name, then by id). A group whose records have different
labels stays apart: a person is not an organization, whatever a table says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loaders.records import Properties
from loaders.resolve import Described, Entity, resolve


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """One dataset's record with the id that the dataset gave it, and the entity it describes."""

    record_id: str
    id: str
    entity: str
    described: Described


def canonical_ids(groups: Iterable[Sequence[str]], records: Sequence[OwnRecord]) -> dict[str, str]:
    """Give every id that has a record the id of the entity that it belongs to.

    >>> a = OwnRecord("one|a", "a", "a", Described("one", 2, "Person", {"name": "A"}))
    >>> b = OwnRecord("two|b", "b", "b", Described("two", 1, "Person", {"name": "B"}))
    >>> canonical_ids([("a", "b")], [a, b])
    {'a': 'b', 'b': 'b'}
    >>> canonical_ids([], [a, b])
    {'a': 'a', 'b': 'b'}
    """
    found = {record.id: record.id for record in records}
    by_id: defaultdict[str, list[OwnRecord]] = defaultdict(list)
    for record in records:
        by_id[record.id].append(record)
    for group in groups:
        members = [record for one in group for record in by_id.get(one, ())]
        if len({record.described.label for record in members}) != 1:
            continue
        first = min(members, key=_rank)
        found |= {record.id: first.id for record in members}
    return found


def _rank(record: OwnRecord) -> tuple[int, str, str]:
    return (record.described.rank, record.described.dataset, record.id)


def merged(records: Sequence[OwnRecord]) -> Entity:
    """Merge the records of one entity, and say which ids and names it has in which dataset."""
    ordered = sorted(records, key=lambda record: record.id)
    entity = resolve([record.described for record in ordered])
    ids = sorted({record.id for record in ordered})
    if len(ids) == 1:
        return entity
    names = sorted({said for record in ordered for said in _names(record.described)})
    return Entity(entity.label, {**entity.properties, "own_ids": ids, "names_by_dataset": names})


def _names(described: Described) -> list[str]:
    aliases = described.properties.get("aliases", [])
    listed = aliases if isinstance(aliases, list) else []
    return [f"{described.dataset}: {name}" for name in (described.properties["name"], *listed)]


def members(groups: Iterable[Sequence[str]]) -> frozenset[str]:
    """Give all ids of some groups."""
    return frozenset(member for group in groups for member in group)


def touching(groups: Iterable[Sequence[str]], ids: Iterable[str]) -> list[Sequence[str]]:
    """Give the groups to which some of these ids belong."""
    wanted = set(ids)
    return [group for group in groups if not wanted.isdisjoint(group)]


def own_name(
    records: Mapping[tuple[str, str], Properties], dataset: str, own_id: str
) -> str | None:
    """Give the name under which a dataset knows an id."""
    said = records.get((dataset, own_id))
    return str(said["name"]) if said and "name" in said else None
