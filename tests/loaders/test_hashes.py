"""Hashes of rows, records and inputs tell any two contents apart, wherever a text is cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphdb.errors import Problem
from loaders.claims import default_claim_key
from loaders.drafts import Drafts, claim_key
from loaders.records import Scanned, hash_of, joined
from loaders.sourcefiles import Place
from loaders.sources import KINDS, fingerprint
from loaders.tables import _row_hasher, scan_tables
from tests.datasets import person, write_tables

SEPARATORS = "\x1c\x1d\x1e\x1f"
texts = st.text(st.sampled_from([*SEPARATORS, "a", "'", '"', "\\", ",", "[", "]", "0", "1"]))
rows = st.lists(texts, min_size=1, max_size=4)


contexts = st.text(st.sampled_from(["\x1d", "\x1f", "a", "'", "[", "]", "1"]))
"""What else a row depends on: texts as Python writes them, or the name of a table."""


@given(rows, contexts, rows, contexts)
def test_no_two_rows_have_one_hash(
    one: list[str], context: str, other: list[str], other_context: str
) -> None:
    hashes = [_row_hasher(("a",))(values, said) for values, said in
              ((one, context), (other, other_context))]  # fmt: skip
    assert (hashes[0] == hashes[1]) == ((one, context) == (other, other_context))


@given(rows, rows)
def test_no_two_lists_of_texts_have_one_hash_or_one_key(one: list[str], other: list[str]) -> None:
    assert (hash_of(*one) == hash_of(*other)) == (one == other)
    assert (joined(one) == joined(other)) == (one == other)


@given(rows, rows)
def test_no_two_headers_have_one_hash(one: list[str], other: list[str]) -> None:
    hashes = {_row_hasher(tuple(header))(["x"], "") for header in (one, other)}
    assert len(hashes) == len({tuple(one), tuple(other)})


def test_keys_of_claims_in_ordinary_words_stay_as_they_were() -> None:
    """Users cite them; the values are those of version 0.1."""
    cells = {"valid_from": "2011"}
    assert default_claim_key("TIED_TO", "person/b", "person/a", cells) == KEY_BY_DATE
    assert claim_key("SPONSORS", "state/a", "organization/b", "x", "y") == KEY_BY_WORDS


KEY_BY_DATE = "af4b62e83128141c94eb"
KEY_BY_WORDS = "bbda1ccf0fdacee94128"


@pytest.mark.parametrize("separator", SEPARATORS)
def test_text_moved_from_cell_to_cell_is_a_change(tmp_path: Path, separator: str) -> None:
    cut = [(f"x{separator}y", "z"), ("x", f"y{separator}z")]
    found = []
    for number, (alias, description) in enumerate(cut):  # Columns that stand side by side.
        people = [person("A", aliases=alias, description=description)]
        folder = write_tables(tmp_path / str(number), actors=people)
        scanned = list(scan_tables(folder, "d", {}))
        assert all(isinstance(one, Scanned) for one in scanned), scanned
        found.append({one.raw_hash for one in scanned if isinstance(one, Scanned)})
    assert len(found[0] - found[1]) == 1


@pytest.mark.parametrize("separator", SEPARATORS)
def test_a_publishers_text_moved_from_property_to_property_is_a_change(separator: str) -> None:
    hashes = set()
    for name, description in ((f"x{separator}y", "z"), ("x", f"y{separator}z")):
        drafts = Drafts("d", date(2020, 1, 1), {}, "v")
        place = Place("f", 1)
        (made,) = drafts.node(place, "Person", "d/a", name=name, description=description)
        assert isinstance(made, Scanned)
        hashes.add(made.raw_hash)
    assert len(hashes) == 2


def test_text_moved_from_file_to_file_is_another_input(tmp_path: Path) -> None:
    """Even where one file says what the beginning of the other looked like to a hash."""
    prints = set()
    for number, (one, other) in enumerate([("a", "b\x1eclaims/2.csv\x1fc"),
                                           ("a\x1eclaims/2.csv\x1fb", "c")]):  # fmt: skip
        folder = write_tables(tmp_path / str(number), actors=[person("A")])
        (folder / "claims").mkdir()
        for name, text in (("1.csv", one), ("2.csv", other)):
            (folder / "claims" / name).write_text(text, encoding="utf-8")
        prints.add(fingerprint(KINDS["tables"], folder))
    assert len(prints) == 2


@pytest.mark.parametrize("length", [201, 9_000])
def test_a_publishers_id_beyond_the_stores_limits_is_a_wrong_row(length: int) -> None:
    drafts, place = Drafts("d", date(2020, 1, 1), {}, "v"), Place("f", 7)
    (node,) = drafts.node(place, "Person", "x" * length, name="A")
    assert node == Problem("f", 7, "id", "is longer than 200 characters", "x" * length)
    for name in "ab":
        (made,) = drafts.node(place, "Person", f"d/{name}", name=name)
        assert isinstance(made, Scanned)
    told = list(drafts.claim(place, "TIED_TO", "k" * length, ("d/a", "d/b"), []))
    assert told == [Problem("f", 7, "id", "is longer than 200 characters", "k" * length)]
