"""What the likelihood of one statement rests on, from the server, in words and as a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analytics.questions.statements import statements_between
from analytics.scope import AsOf
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from loaders.engine import load
from proxygraph.cli.statement_words import statement_words
from proxygraph.reports.pictures import likelihood_picture
from tests.datasets import SOURCE, claim, organization, state, write_tables

pytestmark = pytest.mark.server

DAY = date(2015, 6, 1)
OTHER = {**SOURCE, "id": "source/other", "origin": "other"}
PAIR = ("state/s", "organization/a")


@pytest.fixture
def world(graph: Graph, tmp_path: Path) -> Graph:
    seen = {"2010": "source/paper", "2020": "source/other"}
    claims = [
        claim("SPONSORS", *PAIR, id=f"in-{year}", sources=source, first_seen=year, last_seen=year)
        for year, source in seen.items()
    ]
    claims.append(claim("SPONSORS", *PAIR, id="no", stance="denies", credibility="4"))
    claims.append(claim("DIRECTS", *PAIR, id="never", stance="denies", credibility="4"))
    tables = write_tables(
        tmp_path / "tables",
        sources=[SOURCE, OTHER],
        actors=[state("S"), organization("A"), organization("B")],
        claims=claims,
    )
    load(graph, "tables", tables, "small")
    return graph


def test_sightings_curve_and_one_more_are_told(world: Graph) -> None:
    found = statements_between(world, *PAIR, AsOf(DAY))
    sponsors, directs = found.statements
    assert (sponsors.type, directs.type) == ("SPONSORS", "DIRECTS")
    assert [(one.claim, one.stance) for one in sponsors.sightings] == [
        ("small/in-2010", "affirms"),
        ("small/no", "denies"),
        ("small/in-2020", "affirms"),
    ]
    # Two origins of .765 each, and ten years between their sightings, in which support lasts.
    assert sponsors.truth == pytest.approx(1 - 0.235**2)
    assert sponsors.denied == pytest.approx(0.425)
    assert 0.85 < sponsors.lasts < 0.95
    assert sponsors.curve == "support"
    assert [years for years, _ in sponsors.shares] == [1, 2, 5, 10, 20]
    assert 0 < sponsors.likelihood < sponsors.one_more < 1
    by_day = dict(sponsors.over_time)
    assert max(by_day.values()) == by_day[date(2020, 12, 31)]
    assert min(by_day) < date(2010, 12, 31) < date(2020, 12, 31) < max(by_day)
    assert (directs.likelihood, directs.truth) == (0, 0)


def test_the_order_of_the_two_does_not_matter_and_strangers_are_told(world: Graph) -> None:
    forth, back = (statements_between(world, *ends, AsOf(DAY)) for ends in (PAIR, PAIR[::-1]))
    assert forth.statements == back.statements
    with pytest.raises(UnknownNameError, match="no claim within these limits"):
        statements_between(world, "state/s", "organization/b", AsOf(DAY))


def test_words_frame_and_document(world: Graph) -> None:
    found = statements_between(world, *PAIR, AsOf(DAY))
    words = "\n".join(statement_words(found))
    assert max(map(len, words.splitlines())) <= 80
    assert "S sponsors A on 2015-06-01: likely (" in words
    assert "on 2015-06-01: affirmed by nobody for that day" in words
    assert "(denies it)" in words
    assert set(found.to_frame()["claim"]) == {
        f"small/{key}" for key in ("in-2010", "in-2020", "no", "never")
    }
    (first, _) = found.document()["statements"]  # type: ignore[misc]
    assert first["likelihood"] == found.statements[0].likelihood


def test_the_picture_has_the_line_the_day_and_a_mark_a_claim(world: Graph) -> None:
    sponsors = statements_between(world, *PAIR, AsOf(DAY)).statements[0]
    (axes,) = likelihood_picture(sponsors, DAY).axes
    drawn = {str(line.get_gid()) for line in axes.lines}
    assert {"likelihood", "day", "claim:small/in-2010", "claim:small/no"} <= drawn
