"""A name that several have will do where only one pair of those meant held the same post."""

from __future__ import annotations

from pathlib import Path

import pytest

from analytics.succession.persons import find_successive
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from loaders.engine import load
from tests.datasets import claim, person, write_tables

pytestmark = pytest.mark.server


def world(graph: Graph, folder: Path, *, both: bool) -> Graph:
    """Two of the name Qassem, of whom one, or both, led the party after Nasrallah."""
    heads = ["person/hassan-nasrallah", "person/naim-qassem"]
    heads += ["person/musa-qassem"] if both else []
    tables = write_tables(
        folder,
        actors=[person("Hassan Nasrallah"), person("Naim Qassem"), person("Musa Qassem")],
        positions=[
            {"id": "position/head", "name": "Head", "single_holder": "true"},
            {"id": "position/clerk", "name": "Clerk", "single_holder": "true"},
        ],
        claims=[
            *({**claim("HOLDS", who, "position/head"), "id": who[7:]} for who in heads),
            {**claim("HOLDS", "person/musa-qassem", "position/clerk"), "id": "clerk"},
        ],
    )  # fmt: skip
    load(graph, "tables", tables, "small")
    return graph


def test_the_post_tells_which_of_a_name_is_meant(graph: Graph, tmp_path: Path) -> None:
    found = find_successive(world(graph, tmp_path, both=False), "Nasrallah", "Qassem")
    assert found == ("person/hassan-nasrallah", "person/naim-qassem")


def test_two_who_fit_are_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="'Qassem' is the name of several"):
        find_successive(world(graph, tmp_path, both=True), "Nasrallah", "Qassem")


def test_an_unknown_name_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="no person in the graph is named 'Nobody'"):
        find_successive(world(graph, tmp_path, both=False), "Qassem", "Nobody")
