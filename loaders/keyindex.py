"""What a dataset last loaded: every row's key with two hashes, kept in the graph.

The index is a log of segments, ``KeyIndex`` nodes with a compressed block of bytes each. A
transaction that writes data appends one segment which says what it put and removed, so index and
data never disagree. The log is compacted when most of it is history.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from loaders.memory import no_cycle_collection
from loaders.records import Key

FIELD = "\x1f"
REMOVED = "-"


class Entry(NamedTuple):
    """The two hashes of a row: of its raw form, and of the record made from it."""

    raw: bytes
    record: bytes


Index = dict[Key, Entry]

_KEY = partial(tuple.__new__, Key)
_ENTRY = partial(tuple.__new__, Entry)


def encode_segment(put: Mapping[Key, Entry], removed: Iterable[Key] = ()) -> bytes:
    """Pack changes of the index into one block of bytes."""
    lines = [
        FIELD.join((key.family, key.kind, key.name, entry.raw.hex(), entry.record.hex()))
        for key, entry in put.items()
    ]
    lines += [FIELD.join((key.family, key.kind, key.name, REMOVED, "")) for key in removed]
    return zlib.compress("\n".join(lines).encode(), level=1)


def replay(segments: Iterable[bytes]) -> tuple[Index, int]:
    """Read segments in their order; returns the index and how many lines it took.

    Examples
    --------
    >>> key = Key("claim", "SPONSORS", "demo/1")
    >>> first = encode_segment({key: Entry(b"12345678", b"abcdefgh")})
    >>> replay([first])[0][key].record
    b'abcdefgh'
    >>> replay([first, encode_segment({}, [key])])
    ({}, 2)
    """
    index: Index = {}
    lines = 0
    with no_cycle_collection():
        for segment in segments:
            text = zlib.decompress(segment).decode()
            if text:
                lines += _apply(index, text)
    return index, lines


def _apply(index: Index, text: str) -> int:
    """Carry out one segment, without a step of Python for each of its lines."""
    fields = text.replace("\n", FIELD).split(FIELD)
    raw, record = fields[3::5], fields[4::5]
    keys = list(map(_KEY, zip(fields[0::5], fields[1::5], fields[2::5], strict=True)))
    put = raw.index(REMOVED) if REMOVED in raw else len(raw)  # What is removed comes last.
    hashes = zip(map(bytes.fromhex, raw[:put]), map(bytes.fromhex, record[:put]), strict=True)
    index.update(zip(keys, map(_ENTRY, hashes), strict=False))
    for key in keys[put:]:
        index.pop(key, None)
    return len(keys)


def is_worn(lines: int, live: int) -> bool:
    """Tell whether the log has become more than half history and is worth compacting."""
    return lines > 2 * live + 1000
