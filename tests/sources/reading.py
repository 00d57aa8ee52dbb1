"""What tests of source loaders share: the publishers' real files, and reading a source whole."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graphdb.errors import Problem
from loaders.records import ClaimRecord, Key, LeftOut, NodeRecord, RowsRead, Scanned
from loaders.sources import source_kind

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT.parent / "shared" / "data"))


def real_files(folder: str) -> Path:
    """Find a publisher's own files, or skip the test that needs them."""
    path = REAL / folder
    if not path.is_dir():
        pytest.skip(f"the publisher's files are not in {path} (set PROXYGRAPH_TEST_DATA)")
    return path


@dataclass
class Reading:
    """All that a source became."""

    nodes: dict[str, NodeRecord] = field(default_factory=dict)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    known: dict[bytes, Key] = field(default_factory=dict)
    rows: int = 0

    def of(self, kind: str) -> list[NodeRecord | ClaimRecord]:
        everything = [*self.nodes.values(), *self.claims.values()]
        return [record for record in everything if record.key.kind == kind]

    def counts(self) -> dict[str, int]:
        return dict(Counter(r.key.kind for r in [*self.nodes.values(), *self.claims.values()]))

    def triples(self, claim_type: str) -> set[tuple[str, str]]:
        return {(c.start, c.end) for c in self.claims.values() if c.type == claim_type}


def read(kind: str, path: Path, dataset: str = "d") -> Reading:
    """Read a source whole; ids and raw hashes must be unique."""
    reading = Reading()
    for result in source_kind(kind).scan(path, dataset, {}):
        if isinstance(result, Scanned):
            record = result.record
            if isinstance(record, NodeRecord):
                assert record.id not in reading.nodes
                reading.nodes[record.id] = record
            else:
                assert record.claim_id not in reading.claims
                reading.claims[record.claim_id] = record
            assert result.raw_hash not in reading.known
            reading.known[result.raw_hash] = record.key
        elif isinstance(result, RowsRead):
            reading.rows = result.rows
        elif isinstance(result, LeftOut):
            reading.left_out[result.reason] += 1
        else:
            assert isinstance(result, Problem)
            reading.problems.append(result)
    return reading


def kinds_of_a_second_scan(kind: str, path: Path, reading: Reading) -> set[str]:
    """Scan again with everything known; unchanged rows must come back as such."""
    results = source_kind(kind).scan(path, "d", reading.known)
    return {type(result).__name__ for result in results} - {"LeftOut", "Problem", "RowsRead"}
