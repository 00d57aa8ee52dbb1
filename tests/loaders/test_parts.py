"""A folder read in parts says what it says when it is read at once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from loaders.records import Result
from loaders.tables import scan_tables, scan_tables_part
from proxygraph.dataset import curated_dataset
from tests.datasets import claim, organization, person, write_tables


def told(results: list[Result]) -> Counter[str]:
    return Counter(map(repr, results))


def in_parts(folder: Path, parts: int) -> list[list[Result]]:
    return [list(scan_tables_part(folder, "d", part, parts)) for part in range(parts)]


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_the_curated_dataset(parts: int) -> None:
    whole = list(scan_tables(curated_dataset(), "d", {}))
    found = in_parts(curated_dataset(), parts)
    assert told([row for part in found for row in part]) == told(list(whole))
    assert max(map(len, found)) - min(map(len, found)) <= 1


@pytest.mark.parametrize("parts", [2, 3, 5])
def test_what_is_wrong_is_told_once_and_the_same(tmp_path: Path, parts: int) -> None:
    people = [person(name) for name in "ABCDE"]
    people.append({**person("F"), "born": "no date"})
    people.append(person("A"))
    pairs = [("a", "b"), ("a", "b"), ("b", "c"), ("a", "f"), ("a", "nobody"), ("d", "e")]
    ties = [claim("TIED_TO", f"person/{one}", f"person/{other}") for one, other in pairs]
    ties += [
        claim("TIED_TO", "person/a", "person/c", id="twice", valid_from="wrong"),
        claim("TIED_TO", "person/a", "person/d", id="twice"),
        claim("TIED_TO", "person/a", "person/nobody", id="later"),
        claim("TIED_TO", "person/a", "person/e", id="later"),
        claim("NO_TYPE", "person/a", "person/e", id="later"),
    ]
    folder = write_tables(tmp_path / "data", actors=[*people, organization("G")], claims=ties)
    whole = told(list(scan_tables(folder, "d", {})))
    assert sum("duplicate id: an earlier row has it already" in row for row in whole) == 2
    assert told([row for part in in_parts(folder, parts) for row in part]) == whole
