"""What a dataset last loaded: every row's key with two hashes, kept in the graph.

The index is a log of segments, ``KeyIndex`` nodes with a compressed block of bytes each. A
transaction that writes data appends one segment which says what it put and removed, so index and
data never disagree. The log is compacted when most of it is history.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from loaders.records import Key

FIELD = "\x1f"
REMOVED = "-"


class Entry(NamedTuple):
    """The two hashes of a row: of its raw form, and of the record made from it."""

    raw: bytes
    record: bytes


Index = dict[Key, Entry]


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
    for segment in segments:
        text = zlib.decompress(segment).decode()
        for line in text.split("\n") if text else ():
            lines += 1
            family, kind, name, raw, record = line.split(FIELD)
            key = Key("node" if family == "node" else "claim", kind, name)
            if raw == REMOVED:
                index.pop(key, None)
            else:
                index[key] = Entry(bytes.fromhex(raw), bytes.fromhex(record))
    return index, lines


def is_worn(lines: int, live: int) -> bool:
    """Tell whether the log has become more than half history and is worth compacting."""
    return lines > 2 * live + 1000
