"""The entity that several datasets' records describe: property by property the first that speaks.

Datasets speak in the order of their rank (1 before 2; equal ranks by name), so the result is a
function of the records alone, never of the order in which they were loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loaders.records import Properties


@dataclass(frozen=True, slots=True)
class Described:
    """One dataset's record of an entity, with the dataset's rank (1 is the highest)."""

    dataset: str
    rank: int
    label: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Entity:
    """What the graph says of an entity: its label and its merged properties."""

    label: str
    properties: Properties


def resolve(records: Sequence[Described]) -> Entity:
    """Merge the records of one entity; aliases are the union, other names among them.

    Raises
    ------
    ValueError
        No record is given.

    Examples
    --------
    >>> a = Described("b", 1, "Person", {"name": "Qasem Soleimani", "aliases": ["Hajj Qasem"]})
    >>> b = Described("a", 2, "Person", {"name": "Qassem Suleimani", "born": "1957"})
    >>> merged = resolve([b, a]).properties
    >>> merged["name"], merged["born"], merged["aliases"]
    ('Qasem Soleimani', '1957', ['Hajj Qasem', 'Qassem Suleimani'])
    """
    if not records:
        raise ValueError("an entity needs at least one record")
    ordered = sorted(records, key=lambda record: (record.rank, record.dataset))
    merged: Properties = {}
    for record in reversed(ordered):
        merged.update(record.properties)
    aliases = _aliases(ordered) - {str(merged.get("name", ""))}
    if aliases:
        merged["aliases"] = sorted(aliases)
    merged["datasets"] = sorted({record.dataset for record in ordered})
    return Entity(ordered[0].label, merged)


def _aliases(records: Sequence[Described]) -> set[str]:
    found: set[str] = set()
    for record in records:
        listed = record.properties.get("aliases", [])
        found.update(listed if isinstance(listed, list) else [])
        found.add(str(record.properties.get("name", "")))
    return found - {""}
