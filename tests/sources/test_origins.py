"""Datasets that repeat one publisher are one witness: they name its origin alike."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from loaders.records import Scanned
from loaders.sources import source_kind
from tests.sources import test_mapping_militants, test_ofac_sdn
from tests.sources.reading import ROOT, read


def curated_origins(publisher: str) -> set[str]:
    """Read the origins under which the curated dataset cites a publisher."""
    rows = [
        row
        for path in sorted((ROOT / "data" / "sources").glob("*.csv"))
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]
    return {row["origin"] for row in rows if publisher in row["publisher"]}


@pytest.mark.parametrize(
    ("kind", "writer", "publisher"),
    [
        ("ofac-sdn", test_ofac_sdn.write, "Office of Foreign Assets Control"),
        ("mapping-militants", test_mapping_militants.write, "Mapping Militants Project"),
    ],
)
def test_a_publisher_has_the_origin_of_the_curated_dataset(
    kind: str, writer: object, publisher: str, tmp_path: Path
) -> None:
    assert callable(writer)
    claims = read(kind, writer(tmp_path)).claims.values()
    assert claims
    origins = {origin for claim in claims for origin in claim.properties["origins"]}  # type: ignore[union-attr]
    assert origins == curated_origins(publisher)


def test_the_treasury_in_opensanctions_is_the_same_witness(tmp_path: Path) -> None:
    pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")
    entities = [
        {"id": "a", "schema": "Person", "properties": {"name": ["A"]}},
        {"id": "b", "schema": "Organization", "properties": {"name": ["B"]}},
        {"id": "m", "schema": "Membership", "properties": {"member": ["a"], "organization": ["b"]}},
    ]
    said = {"datasets": ["us_ofac_sdn", "some_other"], "first_seen": "2024-02-03"}
    path = tmp_path / "some.ftm.json"
    path.write_text("".join(json.dumps({**one, **said}) + "\n" for one in entities))
    claim = read("ftm", path).claims["d/m"]
    assert claim.properties["origins"] == ["some_other", "us-treasury"]


def test_rows_of_the_former_version_are_validated_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = test_ofac_sdn.write(tmp_path)
    with monkeypatch.context() as former:
        former.setattr("loaders.ofac.scan.derivation_version", lambda module: "another")
        known = read("ofac-sdn", folder).known
    again = list(source_kind("ofac-sdn").scan(folder, "d", known))
    assert any(isinstance(one, Scanned) for one in again)
    assert {type(one).__name__ for one in again} == {"Scanned", "LeftOut", "RowsRead"}
