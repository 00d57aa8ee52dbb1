"""What the pictures of corridors, consent and doubtful ranks draw, on small worlds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analytics.measures.rank_doubt import Interval
from analytics.network.monte_carlo import DrawPlan
from analytics.questions.centrality import Centrality, Row
from analytics.questions.vacancy import Vacancies, Vacancy
from analytics.scope import Question
from analytics.territory.corridor import find_corridor
from analytics.territory.corridor_result import Corridor, CorridorRequest
from analytics.territory.presence import find_presence
from proxygraph.reports.palette import BLUE, KINDS, SKY
from proxygraph.reports.pictures import (
    consent_picture,
    corridor_picture,
    interval_picture,
    losses_picture,
    years_picture,
)
from proxygraph.reports.territory.colours import CONSENTS
from proxygraph.reports.widget import corridor_graph
from tests.territory.world import DAY, STATES, everywhere, holds, sponsors, world

EVE = date(2020, 1, 2)


def words(figure: Figure) -> set[str]:
    return {text.get_text() for text in figure.findobj(Text)}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def found() -> Corridor:
    """Sure in b1, seen the year before in b2, nobody in c1; c2 is no way around the gap."""
    claims = [
        sponsors("g"),
        *everywhere("g", ("b1",), consent_de_facto="tolerated", consent_by="state/b"),
        holds("g", "b2", first_seen="2018-01-01", last_seen="2018-12-31"),
        holds("g", "b2", "BASED_IN", stance="denies", key="no", grade="C4"),
    ]
    request = CorridorRequest(
        "location/a",
        "location/c1",
        DAY,
        plan=DrawPlan(draws=200),
        years=(2018, 2020),
    )
    return find_corridor(world(*claims), request, STATES, [])


def test_divisions_stand_in_order_with_their_chance_and_holders(found: Corridor) -> None:
    (axes,) = corridor_picture(found, "Title").axes
    bars = {str(bar.get_gid()): bar for bar in axes.patches}
    assert list(bars) == [segment.unit for segment in found.segments]
    assert [bar.get_width() for bar in bars.values()] == [
        segment.chance or 0.0 for segment in found.segments
    ]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in bars.values()]
    assert colours[:2] == [BLUE, SKY]
    assert {"g", "nobody on record"} <= words(axes.figure)  # type: ignore[arg-type]


def test_years_are_told_by_likelihood_or_by_gaps(found: Corridor) -> None:
    (axes,) = years_picture(found, "Title").axes
    drawn = {str(line.get_gid()): line for line in axes.lines if "year:" in str(line.get_gid())}
    assert list(drawn) == ["year:2018", "year:2019", "year:2020"]
    assert {line.get_marker() for line in drawn.values()} == {"X"}
    gaps = [str(len(one.gaps)) for one in found.years]
    assert [text.get_text() for text in axes.texts] == gaps


def test_without_years_or_way_there_is_nothing_to_draw(found: Corridor) -> None:
    with pytest.raises(ValueError, match="no years"):
        years_picture(replace(found, years=()), "Title")
    with pytest.raises(ValueError, match="no borders"):
        corridor_picture(replace(found, segments=()), "Title")


def test_consent_is_counted_in_law_and_in_fact() -> None:
    here = find_presence(
        world(
            holds("g", "b1", consent_de_jure="denied", consent_de_facto="tolerated"),
            holds("h", "b2", consent_de_jure="denied", consent_de_facto="granted"),
            holds("i", "b2"),
        ),
        "location/b",
        [],
    )
    law, fact = consent_picture([here], "Title").axes
    counts = [
        {
            name: bar.get_width()
            for name, bar in zip(CONSENTS, axes.patches, strict=True)
            if bar.get_width()
        }
        for axes in (law, fact)
    ]
    assert counts == [
        {"denied": 2, "unknown": 1},
        {"granted": 1, "tolerated": 1, "unknown": 1},
    ]


def test_a_corridor_becomes_a_graph_of_divisions_and_groups(found: Corridor) -> None:
    graph = corridor_graph(found)
    edges = {
        (one, other, said["relation"], said.get("consent"))
        for one, other, said in graph.edges.data()
    }
    assert edges == {
        ("location/b1", "location/b2", "border", None),
        ("location/b2", "location/c1", "border", None),
        ("organization/g", "location/b1", "operates", "tolerated"),
        ("organization/g", "location/b2", "contested", "unknown"),  # A source denies it.
    }
    assert graph.nodes["organization/g"]["kind"] == "sponsored"


def row(name: str, rank: int, interval: Interval | None) -> Row:
    return Row(
        rank=rank,
        id=name,
        name=name,
        label="Person",
        scores={"betweenness": 0.5},
        relations={},
        directions={},
        ties_certain=1,
        ties_possible=0,
        sources=1,
        newest_evidence=None,
        interval=interval,
    )


def test_an_interval_spans_the_ranks_that_doubt_leaves() -> None:
    rows = (row("A", 1, Interval(0.1, 0.4, 1, 1)), row("B", 2, Interval(0.1, 0.4, 2, 7)))
    answer = Centrality(Question(EVE), "local", "betweenness", 1, rows, draws=100)
    (axes,) = interval_picture(answer, "Title").axes
    spans = {line.get_gid(): list(line.get_xdata()) for line in axes.lines if line.get_gid()}
    assert {key: spans[key] for key in ("A", "B")} == {"A": [1, 1], "B": [2, 7]}
    assert {"1", "2 to 7"} <= words(axes.figure)  # type: ignore[arg-type]


def test_a_ranking_without_draws_has_no_intervals() -> None:
    answer = Centrality(Question(EVE), "local", "betweenness", 1, (row("A", 1, None),))
    with pytest.raises(ValueError, match="plan"):
        interval_picture(answer, "Title")


def test_losses_of_actors_stand_beside_those_of_posts() -> None:
    def lost(name: str, label: str, pairs: int, proxies: tuple[str, ...]) -> Vacancy:
        return Vacancy(1, name, name, label, 2, pairs, 0.5, proxies, 0, 0, 0, ())

    answer = Vacancies(
        question=Question(EVE),
        by="pairs",
        leader="L",
        proxies=2,
        fragmentation=0.1,
        actors=(lost("P", "Person", 9, ("a", "b")), lost("O", "Organization", 4, ())),
        posts=(lost("R", "Position", 5, ("a",)),),
    )
    actors, posts = losses_picture(answer, "Title").axes
    assert [bar.get_width() for bar in actors.patches] == [9, 4]
    assert [bar.get_width() for bar in posts.patches] == [5]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in (*actors.patches, *posts.patches)]
    assert colours == [KINDS["Person"], KINDS["Organization"], KINDS["Position"]]
    assert {"9 · 2", "4 · 0", "5 · 1"} <= words(actors.figure)  # type: ignore[arg-type]
