"""The page for whoever opens the repository leads to what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import write_architecture
from tools.write_architecture import ROOT

PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_FOLDERS = ("", "analytics/network/")

QUESTIONS = {
    "Where does a new measure of actors go?": ("a measure of actors", "measures/centralities/"),
    "Where is a new publisher's file read?": ("a source of data", "loaders/sources.py"),
    "Where does a new question go?": ("| a question |", "analytics/questions/"),
    "Where is the Cypher of a question?": ("| a statement |", "cypher/"),
    "Where is a relationship declared?": ("a type of relationship", "graphdb/model.py"),
    "Where are dates of a month or year read?": ("what a date means", "graphdb/validtime.py"),
    "Where are Persian and Arabic spellings folded?": ("a name is folded", "graphdb/names/fold.py"),
    "Where is it said that support ages?": ("long a claim holds", "persistence_types.csv"),
    "Who chooses the holder of a post?": ("holds a post", "analytics/network/holders.py"),
    "Where is the server fetched and started?": ("the local server", "proxygraph/runtime/"),
}
"""What somebody who has not seen the code asks: the words to look for, and what they lead to."""


def test_the_table_and_the_drawing_are_as_the_imports_are() -> None:
    told = "run python -m tools.write_architecture"
    assert write_architecture.page() == PAGE, told
    drawn = write_architecture.DRAWING.read_text(encoding="utf-8")
    assert drawn == write_architecture.drawing(), told


def test_every_file_that_it_names_is_there() -> None:
    named = re.findall(r"`([a-z_/]+(?:\.py|\.csv|/))`", PAGE)
    assert len(named) > 25
    for name in named:
        assert any((ROOT / folder / name).exists() for folder in _FOLDERS), name


@pytest.mark.parametrize("question", QUESTIONS)
def test_ten_questions_are_answered(question: str) -> None:
    words, path = QUESTIONS[question]
    (row,) = (line for line in PAGE.splitlines() if line.startswith("|") and words in line)
    assert path in row
    named = next(one for one in re.findall(r"`([^`]+)`", row) if path in one)
    assert (ROOT / Path(named)).exists()
