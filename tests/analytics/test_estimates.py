"""What a projection needs is asked before it is made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.measures.engines import estimates, gds
from analytics.measures.engines.estimates import (
    ProjectionTooLargeError,
    available_bytes,
    needed_bytes,
    refuse_unless_it_fits,
)
from analytics.measures.registry import measure
from analytics.questions.centrality import centrality
from analytics.scope import Question
from graphdb.connection import Graph, StatementFailedError
from loaders.engine import load
from tests.datasets import claim, person, write_tables

pytestmark = pytest.mark.server

BETWEENNESS = measure("betweenness")
NAMES = ("degree", "betweenness", "closeness", "harmonic", "pagerank")
MEASURES = tuple(measure(name) for name in NAMES)
DAY = date(2020, 1, 2)


@pytest.fixture
def star(graph: Graph, tmp_path: Path) -> Graph:
    people = [person(name) for name in "ABCD"]
    ties = [claim("DIRECTS", "person/a", f"person/{end}", valid_from="2000") for end in "bcd"]
    folder = write_tables(tmp_path / "data", actors=people, claims=ties)
    load(graph, "tables", folder, "star")
    return graph


def test_more_needs_more_and_no_less_than_its_numbers(graph: Graph) -> None:
    small = needed_bytes(graph, 10_000, 40_000)
    large = needed_bytes(graph, 1_000_000, 4_000_000)
    assert 10_000 * 8 < small < large
    assert large > 1_000_000 * 8
    for one in MEASURES:
        assert needed_bytes(graph, 1_000_000, 4_000_000, [one]) >= large


def test_what_fits_is_let_through(graph: Graph) -> None:
    assert refuse_unless_it_fits(graph, 10_000, 40_000, MEASURES) is None


def test_what_does_not_fit_is_refused_with_figures_and_alternatives(graph: Graph) -> None:
    vertices, ties = 200_000_000, 1_000_000_000
    needed = needed_bytes(graph, vertices, ties, [BETWEENNESS])
    with pytest.raises(ProjectionTooLargeError) as caught:
        refuse_unless_it_fits(graph, vertices, ties, [BETWEENNESS])
    said = str(caught.value)
    assert f"{needed / 2**20:,.0f} MiB" in said
    assert "200,000,000 vertices and 1,000,000,000 ties" in said
    assert "--engine local" in said
    assert "PROXYGRAPH_HEAP" in said


def test_a_refused_question_leaves_nothing_and_the_other_engine_answers(
    star: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = Question(DAY)
    expected = centrality(star, question, engine="gds")
    monkeypatch.setattr(estimates, "available_bytes", lambda graph: 1_000)
    with pytest.raises(ProjectionTooLargeError, match="nothing was projected"):
        centrality(star, question, engine="gds")
    assert gds.catalogue(star) == ()
    local = centrality(star, question, engine="local")
    assert [(row.id, row.betweenness) for row in local.rows] == [
        (row.id, row.betweenness) for row in expected.rows
    ]


def test_a_server_that_does_not_tell_is_not_refused(
    star: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = available_bytes(star)
    assert free is not None
    assert free > 1 << 20
    read = star.read

    def silent(name: str, /, **parameters: object) -> list[dict[str, object]]:
        if name == "analytics/gds/estimate/available":
            raise StatementFailedError("There is no procedure with that name")
        return read(name, **parameters)

    monkeypatch.setattr(star, "read", silent)
    assert available_bytes(star) is None
    assert centrality(star, Question(DAY), engine="gds").rows
