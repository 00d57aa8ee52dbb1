"""Every source's rows go through the same checks: one builder of records, seen from both sides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from graphdb.errors import Problem
from loaders.drafts import Drafts
from loaders.examining import validate
from loaders.records import Place, Scanned, Value
from tests.datasets import write_tables

SOURCE = {"name": "S", "publisher": "P", "published": "2020-01-09"}
NODES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "d/source/s": ("Source", SOURCE),
    "d/p": ("Person", {"name": "P"}),
    "d/o": ("Organization", {"name": "O", "kind": "armed_group"}),
    "d/i": ("State", {"name": "I"}),
}
TABLES = {"Source": "sources", "Estimate": "estimates", "Event": "events"}

WRONG_NODES = [
    ("Person", {"name": "A", "born": "1957", "died": "1950"}, "died"),
    ("Person", {"name": "A", "born": "1957-02-30"}, "born"),
    ("Person", {"name": "A", "born": "1336-12-20"}, "born"),
    ("Person", {"name": "A\0B"}, "name"),
    ("Person", {"name": "A", "aliases": "B;B"}, "aliases"),
    ("Person", {"name": ""}, "name"),
    ("Event", {"name": "A", "kind": "attack", "starts": "2020", "ends": "2019"}, "ends"),
    ("Event", {"name": "A", "kind": "attack", "starts": "2020", "killed_low": "9",
               "killed_high": "2"}, "killed_high"),
    ("Estimate", {"name": "A", "low": "9", "high": "2", "counts": "paper"}, "high"),
    ("Source", {"name": "S", "publisher": "P", "published": "2020", "opened_on": "2019"},
     "opened_on"),
]  # fmt: skip

WRONG_CLAIMS = [
    ({"start": "d/nobody"}, "start"),
    ({"end": "d/p"}, "end"),
    ({"end": "d/i", "start": "d/i"}, "start"),
    ({"type": "HOLDS"}, "end"),
    ({"type": "FUNDS"}, "type"),
    ({"sources": "d/nothing"}, "sources"),
    ({"sources": "d/p"}, "sources"),
    ({"sources": "d/source/s;d/source/s"}, "sources"),
    ({"type": "SPONSORS", "start": "d/i", "via": "d/nobody"}, "via"),
    ({"type": "SPONSORS", "start": "d/i", "against": "d/nobody"}, "against"),
    ({"type": "SPONSORS", "start": "d/i", "alternatives": "d/i;d/nobody"}, "alternatives"),
    ({"note": "A\0B"}, "note"),
    ({"credibility": "9"}, "credibility"),
    ({"valid_from": "2020", "valid_to": "2019"}, "valid_to"),
    ({"valid_from": "2020-01-03", "valid_to": "2020-01-03"}, "valid_to"),
    ({"valid_to": "2019", "last_seen": "2020"}, "last_seen"),
    ({"valid_from": "2020", "first_seen": "2019"}, "first_seen"),
    ({"valid_from": "۲۰۲۰"}, "valid_from"),
    ({"id": "A b"}, "id"),
    ({"id": "a" * 201}, "id"),
]


def problems_of_drafts(
    node: tuple[str, Mapping[str, str]] | None, claim: Mapping[str, str] | None
) -> list[Problem]:
    """Give what a publisher's loader hears of a node or a claim."""
    drafts = Drafts("d", date(2021, 1, 1), {}, "test")
    place = Place("file", 1)
    results = [
        r for key, (label, said) in NODES.items() for r in drafts.node(place, label, key, **said)
    ]
    if node:
        said: dict[str, Value] = {k: v.split(";") if ";" in v else v for k, v in node[1].items()}
        results += drafts.node(place, node[0], "d/new", **said)
    if claim:
        own = dict(claim)
        ends, sources = (own.pop("start"), own.pop("end")), own.pop("sources").split(";")
        lists = {k: v.split(";") if k == "alternatives" else v for k, v in own.items()}
        kind, key = str(lists.pop("type")), str(lists.pop("id"))
        results += drafts.claim(place, kind, key, ends, sources, **lists)
    assert all(isinstance(one, Scanned | Problem) for one in results)
    return [one for one in results if isinstance(one, Problem)]


def problems_of_tables(
    folder: Path, node: tuple[str, Mapping[str, str]] | None, claim: Mapping[str, str] | None
) -> list[Problem]:
    """Give what the native format hears of the same."""
    nodes = {**NODES, **({"d/new": node} if node else {})}
    tables: dict[str, list[Mapping[str, str]]] = {"claims": [claim] if claim else []}
    for key, (label, said) in nodes.items():
        table = TABLES.get(label, "actors")
        named = {"id": key, **({"label": label} if table == "actors" else {})}
        tables.setdefault(table, []).append({**named, **said})
    return validate("tables", write_tables(folder, **tables), "d")[1]


@pytest.mark.parametrize(("label", "said", "field"), WRONG_NODES)
def test_a_wrong_node_is_refused_by_every_source(
    tmp_path: Path, label: str, said: Mapping[str, str], field: str
) -> None:
    native = problems_of_tables(tmp_path, (label, said), None)
    drafted = problems_of_drafts((label, said), None)
    assert [p.field for p in native] == [p.field for p in drafted] == [field]
    assert [p.rule for p in native] == [p.rule for p in drafted]


@pytest.mark.parametrize(("cells", "field"), WRONG_CLAIMS)
def test_a_wrong_claim_is_refused_by_every_source(
    tmp_path: Path, cells: Mapping[str, str], field: str
) -> None:
    right = {"id": "a", "type": "MEMBER_OF", "start": "d/p", "end": "d/o", "credibility": "2"}
    claim = {**right, "sources": "d/source/s", **cells}
    native = problems_of_tables(tmp_path, None, claim)
    drafted = problems_of_drafts(None, claim)
    assert field in {p.field for p in native}
    assert {(p.field, p.rule) for p in native} == {(p.field, p.rule) for p in drafted}


def test_what_is_right_is_taken_by_both(tmp_path: Path) -> None:
    claim = {"id": "a", "type": "MEMBER_OF", "start": "d/p", "end": "d/o", "credibility": "2"}
    claim["sources"] = "d/source/s"
    assert problems_of_tables(tmp_path, None, claim) == problems_of_drafts(None, claim) == []
