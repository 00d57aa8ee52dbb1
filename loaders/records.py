"""What a source becomes: records of nodes and of claims, each with its hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Literal, NamedTuple

Value = str | int | float | bool | date | list[str]
Properties = dict[str, Value]
Family = Literal["node", "claim"]


class Key(NamedTuple):
    """Names a row within its dataset, whatever its content: ``kind`` is its label or type."""

    family: Family
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """One dataset's own record of an entity."""

    id: str
    label: str
    properties: Properties

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return Key("node", self.label, self.id)


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One dataset's claim, from an entity to an entity."""

    claim_id: str
    type: str
    start: str
    end: str
    properties: Properties

    @property
    def key(self) -> Key:
        """What the claim is found by."""
        return Key("claim", self.type, self.claim_id)


Record = NodeRecord | ClaimRecord


class Scanned(NamedTuple):
    """One row of the input: its key and the hash of its raw form.

    ``record`` is ``None`` where the row was known to the index in that raw form, so that it
    was neither validated nor turned into a record again.
    """

    key: Key
    raw_hash: bytes
    record: Record | None


def raw_hash(*parts: str) -> bytes:
    """Hash what a row and its context say, 8 bytes.

    The hash is compared with that of the same key only, so a change goes unnoticed with a chance
    of 2⁻⁶⁴.
    """
    return blake2b("\x1f".join(parts).encode(), digest_size=8).digest()


def record_hash(record: Record) -> bytes:
    """Hash what a record says, 8 bytes, whatever the order of its properties."""
    ends = (record.start, record.end) if isinstance(record, ClaimRecord) else ()
    said = [f"{name}={record.properties[name]!r}" for name in sorted(record.properties)]
    return raw_hash(record.key.kind, *ends, *said)
