"""Write the tables of docs/dataset.md from the dataset in data/; run it after a change of either.

The prose of the page is written by hand; what stands between a pair of markers such as
``<!-- table: labels -->`` and ``<!-- end -->`` is replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphdb.errors import Problem
from graphdb.grades import CREDIBILITY, RELIABILITY
from graphdb.model import NODE_TYPES, RELATIONSHIP_TYPES
from loaders.records import ClaimRecord, NodeRecord, Scanned
from loaders.tables import scan_tables

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
TARGET = ROOT / "docs" / "dataset.md"
MOST_SOURCES = 30
LEAST_TRUSTED = 10

_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Dataset:
    """All rows of the dataset, by id and as claims."""

    nodes: dict[str, NodeRecord]
    claims: tuple[ClaimRecord, ...]

    def name(self, node_id: str) -> str:
        """Give the name of a row."""
        return str(self.nodes[node_id].properties["name"])

    def sources(self, claim: ClaimRecord) -> list[str]:
        """Give the ids of a claim's sources."""
        found = claim.properties["sources"]
        return found if isinstance(found, list) else []


@cache
def dataset() -> Dataset:
    """Read the tables.

    Raises
    ------
    ValueError
        A row is wrong: ``proxygraph validate tables data`` lists all of them.
    """
    nodes, claims = {}, []
    for found in scan_tables(DATA, "curated", {}):
        if isinstance(found, Problem):
            raise ValueError(str(found))
        record = found.record if isinstance(found, Scanned) else None
        if isinstance(record, NodeRecord):
            nodes[record.id] = record
        elif record is not None:
            claims.append(record)
    return Dataset(nodes, tuple(claims))


def page(text: str | None = None) -> str:
    """Make the page: the text as it is, its tables anew."""
    text = TARGET.read_text(encoding="utf-8") if text is None else text
    return _BLOCK.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    lines = "\n".join(TABLES[found[2]](dataset()))
    return f"{found[1]}\n{lines}\n\n{found[3]}"


def _labels(data: Dataset) -> Iterator[str]:
    counts = Counter(node.label for node in data.nodes.values())
    yield from _table(("label", "rows"), [(label, counts[label]) for label in NODE_TYPES])


def _kinds(data: Dataset) -> Iterator[str]:
    counts = Counter(
        str(node.properties["kind"]) for node in data.nodes.values() if node.label == "Organization"
    )
    yield from _table(("kind of organization", "rows"), counts.most_common())


def _types(data: Dataset) -> Iterator[str]:
    counts = Counter(claim.type for claim in data.claims)
    rows = [(f"`{name}`", rel.about, counts[name]) for name, rel in RELATIONSHIP_TYPES.items()]
    yield from _table(("type", "about", "claims"), [row for row in rows if row[2]])
    yield f"\n{len(data.claims):,} claims in all."


def _stances(data: Dataset) -> Iterator[str]:
    counts = Counter(str(claim.properties["stance"]) for claim in data.claims)
    disputes = {claim.properties.get("conflict_set") for claim in data.claims} - {None}
    alone = sum(len(_list(claim, "origins")) == 1 for claim in data.claims)
    rows = [
        *((f"claims whose stance is: {stance}", n) for stance, n in counts.most_common()),
        ("conflict sets", len(disputes)),
        ("claims that name a speaker", sum("asserted_by" in c.properties for c in data.claims)),
        ("claims with one origin", alone),
        ("claims with several origins", len(data.claims) - alone),
    ]
    yield from _table(("what", "number"), rows)


def _list(claim: ClaimRecord, name: str) -> list[str]:
    value = claim.properties[name]
    return value if isinstance(value, list) else []


def _grades(data: Dataset) -> Iterator[str]:
    counts = Counter(
        (str(claim.properties["reliability"]), str(claim.properties["credibility"]))
        for claim in data.claims
    )
    rows = [
        (letter, *(counts[letter, digit] or "" for digit in CREDIBILITY))
        for letter in RELIABILITY
        if any(counts[letter, digit] for digit in CREDIBILITY)
    ]
    yield from _table(("source \\ information", *CREDIBILITY), rows)


def _sources(data: Dataset) -> Iterator[str]:
    counts = Counter(source for claim in data.claims for source in data.sources(claim))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SOURCES]
    rows = []
    for source, number in ranked:
        properties = data.nodes[source].properties
        published = properties.get("published", "not dated")
        rows.append((number, properties["name"], properties["publisher"], published, f"`{source}`"))
    yield from _table(("claims", "source", "publisher", "published", "id"), rows)


def _origins(data: Dataset) -> Iterator[str]:
    counts = Counter(origin for claim in data.claims for origin in _list(claim, "origins"))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SOURCES]
    yield from _table(("claims", "origin"), [(number, origin) for origin, number in ranked])


def _least(data: Dataset) -> Iterator[str]:
    judged = [
        claim
        for claim in data.claims
        if not claim.properties["unjudged"] and claim.properties["stance"] == "affirms"
    ]
    ranked = sorted(judged, key=lambda claim: (_confidence(claim), claim.claim_id))
    rows = []
    for claim in ranked[:LEAST_TRUSTED]:
        properties = claim.properties
        said = f"{data.name(claim.start)} `{claim.type}` {data.name(claim.end)}"
        grade = f"{properties['reliability']}{properties['credibility']}"
        why = properties.get("note", "")
        key = claim.claim_id.removeprefix("curated/")
        rows.append((f"`{key}`", said, grade, f"{_confidence(claim):.2f}", why))
    yield from _table(("claim", "says", "grade", "confidence", "why"), rows)


def _confidence(claim: ClaimRecord) -> float:
    value = claim.properties["confidence"]
    return value if isinstance(value, float) else 0.0


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield _row(heads)
    yield _row(["---"] * len(heads))
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


TABLES: dict[str, Callable[[Dataset], Iterator[str]]] = {
    "labels": _labels,
    "kinds": _kinds,
    "types": _types,
    "stances": _stances,
    "grades": _grades,
    "sources": _sources,
    "origins": _origins,
    "least": _least,
}
"""What can stand between markers, by name."""


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"wrote {TARGET}")
