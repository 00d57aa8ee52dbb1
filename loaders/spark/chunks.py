"""Rows of a difference as the connector's events: one event, one transaction.

An event holds the rows of one chunk and the segment of the key index that goes with them. Its id
follows from the run and its place, so a task that is tried again writes nothing twice.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from graphdb.model import NODE_TYPES
from loaders.keyindex import Entry, encode_segment
from loaders.records import Key, Properties
from loaders.resolve import Described, resolve

if TYPE_CHECKING:
    import pandas as pd

CHUNK = 5_000
"""Rows of one transaction."""

NODES_WRITE, CLAIMS_CREATE = "load/spark/nodes_write", "load/spark/claims_create"
"""Statements that write an event's rows."""

_MAPS = (
    "texts: map<string,string>, lists: map<string,array<string>>, flags: map<string,boolean>, "
    "wholes: map<string,bigint>, numbers: map<string,double>"
)
_HEAD = "token string, lease_seconds bigint, dataset string, segment_id string, entries binary"
NODE_EVENTS = (
    f"{_HEAD}, labels array<string>, rows array<struct<id: string, record_id: string, "
    f"entity_texts: map<string,string>, entity_lists: map<string,array<string>>, {_MAPS}>>"
)
CLAIM_EVENTS = (
    f"{_HEAD}, type string, "
    f"rows array<struct<start: string, end: string, {_MAPS}, days: map<string,date>>>"
)


class Order(NamedTuple):
    """What every chunk of a run needs to know: the lock, the dataset, and how ids begin."""

    token: str
    lease_seconds: int
    dataset: str
    rank: int
    prefix: str


Chunks = Callable[[Iterator["pd.DataFrame"]], Iterator["pd.DataFrame"]]


def node_chunks(order: Order) -> Chunks:
    """Give the function that makes events of nodes that no other dataset describes."""

    def event(kind: str, rows: list[tuple[Any, ...]]) -> dict[str, object]:
        labels = list(NODE_TYPES[kind].labels)
        return {"labels": labels, "rows": [_node_row(order, *row[:3]) for row in rows]}

    return _chunks(order, event)


def claim_chunks(order: Order) -> Chunks:
    """Give the function that makes events of new claims."""

    def event(kind: str, rows: list[tuple[Any, ...]]) -> dict[str, object]:
        return {"type": kind, "rows": [_claim_row(row) for row in rows]}

    return _chunks(order, event)


def _chunks(
    order: Order, event: Callable[[str, list[tuple[Any, ...]]], dict[str, object]]
) -> Chunks:
    def make(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        import pandas as pd

        for number, (family, kind, rows, entries) in enumerate(_runs(frames)):
            head = {
                "token": order.token,
                "lease_seconds": order.lease_seconds,
                "dataset": order.dataset,
                "segment_id": f"{order.prefix}/{family}/{number}",
                "entries": encode_segment(entries),
            }
            yield pd.DataFrame([{**head, **event(kind, rows)}])

    return make


def _runs(
    frames: Iterator[pd.DataFrame],
) -> Iterator[tuple[str, str, list[tuple[Any, ...]], dict[Key, Entry]]]:
    """Cut rows, which come sorted by kind, into chunks of one kind each."""
    rows: list[tuple[Any, ...]] = []
    entries: dict[Key, Entry] = {}
    last: tuple[str, str] | None = None
    for frame in frames:
        for family, kind, name, raw, record_hash, record in frame.itertuples(index=False):
            if last is not None and rows and (last != (family, kind) or len(rows) >= CHUNK):
                yield *last, rows, entries
                rows, entries = [], {}
            last = (family, kind)
            rows.append(pickle.loads(record))  # noqa: S301 - our own executors'
            entries[Key(family, kind, name)] = Entry(bytes(raw), bytes(record_hash))
    if last is not None and rows:
        yield *last, rows, entries


def _node_row(order: Order, own: str, label: str, properties: Properties) -> dict[str, object]:
    resolved = resolve([Described(order.dataset, order.rank, label, properties)]).properties
    entity = by_type({**resolved, "id": own})
    record_id = f"{order.dataset}|{own}"
    control = {"record_id": record_id, "dataset": order.dataset, "entity_id": own, "label": label}
    said = by_type({**properties, **control})
    return {
        "id": own,
        "record_id": record_id,
        "entity_texts": entity["texts"],
        "entity_lists": entity["lists"],
        **{name: said[name] for name in ("texts", "lists", "flags", "wholes", "numbers")},
    }


def _claim_row(row: tuple[Any, ...]) -> dict[str, object]:
    _, _, start, end, properties = row
    return {"start": start, "end": end, **by_type(properties)}


def by_type(properties: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Sort properties by the types that a column of Spark can have.

    Examples
    --------
    >>> by_type({"name": "A", "aliases": ["B"], "unjudged": False})["flags"]
    {'unjudged': False}
    """
    sorted_out: dict[str, dict[str, object]] = {
        "texts": {},
        "lists": {},
        "flags": {},
        "wholes": {},
        "numbers": {},
        "days": {},
    }
    for name, value in properties.items():
        sorted_out[_kind(value)][name] = value
    return sorted_out


def _kind(value: object) -> str:
    match value:
        case str():
            return "texts"
        case list():
            return "lists"
        case bool():
            return "flags"
        case int():
            return "wholes"
        case float():
            return "numbers"
        case date():
            return "days"
    raise TypeError(f"no property is of the type {type(value).__name__}")
