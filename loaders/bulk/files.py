"""A folder of files for ``neo4j-admin database import full``: the whole graph of a first load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from graphdb.model import NODE_TYPES
from graphdb.outfile import OutStream
from loaders.bulk.columns import (
    Columns,
    cell,
    claim_columns,
    node_columns,
    observed_columns,
    record_columns,
)
from loaders.changes import MOST_CHANGES, Change
from loaders.difference import BATCH, Packed
from loaders.keyindex import Entry, encode_segment
from loaders.records import Key, Properties, hash_of
from loaders.resolve import Described, resolve

SEGMENT = BATCH // 2
"""Lines of the key index in one segment: the importer reads it in one buffer of 4 MiB."""


@dataclass(frozen=True)
class Group:
    """One file of nodes or of relationships: its labels, or its type, and where it is."""

    name: str
    path: Path


class Part(NamedTuple):
    """What one of several processes has written: so many claims, and its files."""

    claims: int
    changes: list[Change]
    node_groups: list[Group]
    claim_groups: list[Group]
    has_newlines: bool


class _Table:
    """One file, whose columns are known beforehand."""

    def __init__(self, path: Path, ids: Sequence[str], columns: Columns, stream: OutStream) -> None:
        self.path = path
        self.has_newlines = False
        self._write = stream.write
        self._places = {name: place for place, name in enumerate(columns, start=len(ids))}
        self._empty = [""] * (len(ids) + len(columns))
        header = [*ids, *(f"{name}:{kind}" for name, kind in columns.items())]
        stream.write(",".join(header) + "\n")

    def add(self, ids: Sequence[int], properties: Mapping[str, object]) -> None:
        cells = self._empty.copy()
        cells[: len(ids)] = map(str, ids)
        places = self._places
        for name, value in properties.items():
            cells[places[name]] = cell(value)
        line = ",".join(cells)
        if "\n" in line or "\r" in line:
            self.has_newlines = True
        self._write(line + "\n")


class ImportFiles:
    """Takes in nodes and claims and writes all that the graph says after the load.

    Parameters
    ----------
    folder
        An empty folder.
    dataset
        The dataset that is loaded; it is the only one.
    rank
        With which rank it speaks.
    part, parts
        Which part of the files this is of how many: all see all nodes in one order, the first
        writes them, and each writes its own claims.
    """

    def __init__(
        self, folder: Path, dataset: str, rank: int, part: int = 0, parts: int = 1
    ) -> None:
        self.dataset = dataset
        self.rank = rank
        self.changes: list[Change] = []
        self.nodes = NodeSink(self)
        self.claims = ClaimSink(self)
        self._folder = folder
        self._part = part
        self._parts = parts
        self._open = ExitStack()
        self._tables: dict[str, _Table] = {}
        self._numbers: dict[str, int] = {}
        self._own = 0
        self._segments = 0
        self._entries: dict[Key, Entry] = {}
        self._adopted_newlines = False
        self._node_groups: list[Group] = []
        self._claim_groups: list[Group] = []

    def __enter__(self) -> ImportFiles:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write the files to their ends."""
        self._open.close()

    @property
    def node_groups(self) -> Sequence[Group]:
        """Files of nodes, each with its labels, separated by colons."""
        return self._node_groups

    @property
    def claim_groups(self) -> Sequence[Group]:
        """Files of relationships, each with its type."""
        return self._claim_groups

    @property
    def has_newlines(self) -> bool:
        """Whether a text somewhere goes over several lines."""
        own = any(table.has_newlines for table in self._tables.values())
        return own or self._adopted_newlines

    def as_part(self) -> Part:
        """Say what stands in these files."""
        groups = self._node_groups, self._claim_groups
        return Part(len(self.claims), self.changes, *groups, self.has_newlines)

    def adopt(self, part: Part) -> None:
        """Take the files that another process has written as one's own."""
        self.claims.length += part.claims
        self.changes += part.changes[: MOST_CHANGES + 1 - len(self.changes)]
        self._node_groups += part.node_groups
        self._claim_groups += part.claim_groups
        self._adopted_newlines |= part.has_newlines

    @property
    def numbering(self) -> bytes:
        """A hash of all nodes in their order, by which parts tell that they have seen the same."""
        return hash_of(*self._numbers)

    def put_node(self, packed: Packed) -> None:
        """Write an entity, the dataset's own record of it, and the tie between both."""
        own, label, properties, *hashes = packed
        entity = self._numbers[own] = 2 * len(self._numbers)
        if self._part:
            return
        record = entity + 1
        resolved = resolve([Described(self.dataset, self.rank, label, properties)])
        self._entity_table(label).add((entity,), {**resolved.properties, "id": own})
        self._record_table(label).add((record,), self._record(own, label, properties))
        self._described().add((record, entity), {})
        self._index(Key("node", label, own), Entry(*hashes))

    def put_claim(self, packed: Packed) -> None:
        """Write a claim."""
        name, claim_type, start, end, properties, *hashes = packed
        numbers = self._numbers
        self._claim_table(claim_type).add((numbers[start], numbers[end]), properties)
        self._index(Key("claim", claim_type, name), Entry(*hashes))
        if len(self.changes) <= MOST_CHANGES:
            self.changes.append(Change("appeared", name, claim_type, start, end))

    def put_others(self, label: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Write nodes of the service's own; all of a label at once."""
        columns = observed_columns(rows)
        table = self._table(f"own_{label}", (":ID(own)",), columns, self._node_groups, label)
        for row in rows:
            kept = {name: value for name, value in row.items() if name in columns}
            table.add((self._own_number(),), kept)

    def put_rest_of_index(self) -> None:
        """Write the last segment of the key index."""
        if self._entries:
            self._put_segment()

    def _own_number(self) -> int:
        """Give a number to a node that no tie goes to; no other part gives the same."""
        self._own += 1
        return self._own * self._parts + self._part

    def _record(self, own: str, label: str, properties: Properties) -> Mapping[str, object]:
        return {
            **properties,
            "record_id": f"{self.dataset}|{own}",
            "dataset": self.dataset,
            "entity_id": own,
            "label": label,
        }

    def _index(self, key: Key, entry: Entry) -> None:
        self._entries[key] = entry
        if len(self._entries) >= SEGMENT:
            self._put_segment()

    def _put_segment(self) -> None:
        self._segments += 1
        table = self._table(
            "own_KeyIndex",
            (":ID(own)",),
            {"segment_id": "string", "dataset": "string", "sequence": "long", "entries": "byte[]"},
            self._node_groups,
            "KeyIndex",
        )
        row = {
            "segment_id": f"{self.dataset}/{self._segments}/part-{self._part}",
            "dataset": self.dataset,
            "sequence": self._segments,
            "entries": encode_segment(self._entries),
        }
        table.add((self._own_number(),), row)
        self._entries = {}

    def _entity_table(self, label: str) -> _Table:
        name = f"entity_{label}"
        return self._tables.get(name) or self._table(
            name,
            (":ID(n)",),
            node_columns(label),
            self._node_groups,
            ":".join(NODE_TYPES[label].labels),
        )

    def _record_table(self, label: str) -> _Table:
        name = f"record_{label}"
        return self._tables.get(name) or self._table(
            name, (":ID(n)",), record_columns(label), self._node_groups, "Record"
        )

    def _claim_table(self, claim_type: str) -> _Table:
        name = f"claim_{claim_type}"
        return self._tables.get(name) or self._table(
            name,
            (":START_ID(n)", ":END_ID(n)"),
            claim_columns(claim_type),
            self._claim_groups,
            claim_type,
        )

    def _described(self) -> _Table:
        return self._tables.get("describes") or self._table(
            "describes", (":START_ID(n)", ":END_ID(n)"), {}, self._claim_groups, "DESCRIBES"
        )

    def _table(
        self,
        name: str,
        ids: Sequence[str],
        columns: Columns,
        groups: list[Group],
        group: str,
    ) -> _Table:
        if name not in self._tables:
            path = self._folder / f"{name}{f'-{self._part}' if self._part else ''}.csv"
            stream = OutStream(path, buffering=1 << 20)
            self._open.callback(stream.close)
            self._tables[name] = _Table(path, ids, columns, stream)
            groups.append(Group(group, path))
        return self._tables[name]


class _Sink:
    """Looks like a spool that has been emptied: what is put in stands in the files at once."""

    def __init__(self, files: ImportFiles) -> None:
        self.length = 0
        self._files = files

    def __len__(self) -> int:
        return self.length

    def batches(self) -> Iterator[list[Packed]]:
        """Give nothing: no other dataset is there that could disagree, nothing waits."""
        return iter(())

    def close(self) -> None:
        """Do nothing: the files are closed together."""


class NodeSink(_Sink):
    """Takes nodes."""

    def add(self, item: Packed) -> None:
        """Write a node to the files."""
        self.length += 1
        self._files.put_node(item)


class ClaimSink(_Sink):
    """Takes claims."""

    def add(self, item: Packed) -> None:
        """Write a claim to the files."""
        self.length += 1
        self._files.put_claim(item)
