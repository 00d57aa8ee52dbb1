"""What a source becomes: records of nodes and of claims, each with its hashes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Literal, NamedTuple

from graphdb.errors import Problem
from loaders.derivation import storing_version

Value = str | int | float | bool | date | list[str]
Properties = dict[str, Value]
Family = Literal["node", "claim"]

HASH_BYTES = 12
"""Length of the hashes that tell whether a row has changed.

A row counts as unchanged if its raw hash is among those of the last load, so among n rows a
change goes unnoticed with a chance of n · 2⁻⁹⁶.
"""


class Place(NamedTuple):
    """Where a row stands: the file as problems name it, and the line on which the row begins."""

    source: str
    line: int


class Key(NamedTuple):
    """Names a row within its dataset, whatever its content: ``kind`` is its label or type."""

    family: Family
    kind: str
    name: str


class NodeRecord(NamedTuple):
    """One dataset's own record of an entity."""

    id: str
    label: str
    properties: Properties

    @property
    def key(self) -> Key:
        """What the record is found by."""
        return Key("node", self.label, self.id)


class ClaimRecord(NamedTuple):
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
    """A row that was validated: the hash of its raw form and the record made from it."""

    raw_hash: bytes
    record: Record


class Unchanged(NamedTuple):
    """A row that stands as it stood at the last load, and was not validated again."""

    key: Key


class LeftOut(NamedTuple):
    """What is right and has no place in the model; the reason is counted and shown.

    ``rows`` is how many rows of the input it was: none where a whole file is left out.
    """

    reason: str
    rows: int = 1


class RowsRead(NamedTuple):
    """How many rows the input has: given by sources of whose rows several records are made."""

    rows: int


Result = Scanned | Unchanged | LeftOut | RowsRead | Problem
"""What a source's rows become."""


def hash_of(*parts: str) -> bytes:
    r"""Hash some texts, each for itself: no other texts have this hash.

    Examples
    --------
    >>> hash_of("a", "b") == hash_of("a\x1fb")
    False
    """
    return blake2b(repr(parts).encode(), digest_size=HASH_BYTES).digest()


def joined(parts: Iterable[str]) -> str:
    r"""Join texts so that they could be told apart again, whatever control letters they hold.

    Examples
    --------
    >>> joined(["a", "b"]), joined(["a\x1fb"])
    ('a\x1fb', 'a\x1e1b')
    """
    return "\x1f".join([part.replace("\x1e", "\x1e0").replace("\x1f", "\x1e1") for part in parts])


def record_hash(record: Record) -> bytes:
    """Hash what a record says, with the version of what stores it.

    Properties are taken in the order in which they stand.

    A loader gives them in the order of the model, whatever the order of columns.

    >>> one = NodeRecord("person/a", "Person", {"name": "A", "born": "1957"})
    >>> other = NodeRecord("person/a", "Person", {"name": "A", "born": "1958"})
    >>> record_hash(one) == record_hash(other)
    False
    """
    said = f"{storing_version()}{tuple(record)!r}"
    return blake2b(said.encode(), digest_size=HASH_BYTES).digest()
