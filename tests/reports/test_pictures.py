"""What the pictures draw, on small answers: the data of their lines and bars, not their pixels."""

from __future__ import annotations

from datetime import date
from math import dist, isclose

import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from analytics.network.monte_carlo import DrawPlan
from analytics.network.person_network import Network, network_of
from analytics.questions.centrality import Centrality, Row
from analytics.scope import Question
from analytics.succession.answer import answer
from analytics.succession.measures import FIGHTERS_LOW, FRAGMENTATION, REACH
from analytics.succession.result import Succession
from proxygraph.reports.layout import largest_part, on_a_ring, spread_out
from proxygraph.reports.palette import BLUE, FATES, GREY, KINDS, ORANGE, sheet
from proxygraph.reports.pictures import (
    coverage_picture,
    forest_picture,
    network_picture,
    ranking_picture,
    retention_bar,
    shift_picture,
    stages_picture,
    star_picture,
)
from proxygraph.reports.widget import network_graph
from tests.analytics.samples import made
from tests.analytics.succession_world import case, request, said, toy, toy_claims

DAY = date(2020, 1, 2)


@pytest.fixture(scope="module")
def network() -> Network:
    apart = said("COMMANDS", "p/X", "u/Y")
    return network_of([*toy_claims(), apart], Question(DAY))


@pytest.fixture(scope="module")
def found() -> Succession:
    return answer(case(), toy(), request(plan=DrawPlan(draws=50, reliability={"sure": 0.8})))


def words(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]  # type: ignore[union-attr]


def ties_drawn(axes: Axes) -> dict[str, str]:
    """Ends of each tie that was drawn → style of its line."""
    gids = {str(line.get_gid()): line.get_linestyle() for line in axes.lines}
    return {gid.removeprefix("tie:"): style for gid, style in gids.items() if gid[:4] == "tie:"}


def test_the_largest_part_is_drawn_and_the_rest_counted(network: Network) -> None:
    figure = network_picture(network, {"p/P": 1.0}, "Title", named=2)
    (axes,) = figure.axes
    part = largest_part(network)
    inside = [tie for tie in network.ties if tie.source in part]
    assert set(ties_drawn(axes)) == {f"{tie.source} {tie.target}" for tie in inside}
    assert "p/X u/Y" not in ties_drawn(axes)
    assert len(axes.collections[0].get_offsets()) == len(part)  # type: ignore[arg-type]
    assert any("2 in parts that hang" in " ".join(text.split()) for text in words(figure))
    assert {"P", "Title"} <= set(words(figure))


def test_certain_ties_are_full_lines_and_others_dotted(network: Network) -> None:
    (axes,) = network_picture(network, {}, "Title").axes
    certain = {f"{tie.source} {tie.target}": tie.certain for tie in network.ties}
    drawn = ties_drawn(axes)
    assert drawn == {key: "-" if certain[key] else ":" for key in drawn}


def test_the_star_names_everybody_around(network: Network) -> None:
    figure = star_picture(network, "p/P", "Title")
    around = {"L", "S", "A", "M", "C"}
    assert around <= set(words(figure))
    assert not {"X", "Y", "D", "B"} & set(words(figure))
    own = [ends for ends in ties_drawn(figure.axes[0]) if "p/P" in ends.split()]
    assert len(own) == len(around)


def test_places_are_the_same_each_time_and_fill_the_picture(network: Network) -> None:
    places = spread_out(network)
    assert places == spread_out(network)
    assert set(places) == set(network.vertices)
    xs, ys = zip(*places.values(), strict=True)
    assert (min(xs), max(xs)) == pytest.approx((-1, 1))
    assert (min(ys), max(ys)) == pytest.approx((-1, 1))


def test_places_of_little_or_nothing() -> None:
    nothing = network_of([], Question(DAY))
    assert spread_out(nothing) == {}
    assert largest_part(nothing) == frozenset()
    pair = network_of([said("COMMANDS", "p/X", "u/Y")], Question(DAY))
    assert len(set(spread_out(pair).values())) == 2
    assert spread_out(pair, ["p/X"]) == {"p/X": (0.0, 0.0)}


def test_those_beyond_the_core_stand_around_their_neighbours() -> None:
    ids = [f"org/{number:05}" for number in range(2600)]
    claims = [
        made("SUBORDINATE_TO", one, ids[number // 5]) for number, one in enumerate(ids) if number
    ]
    apart = made("SUBORDINATE_TO", "org/apart", "org/from-all")
    network = network_of([*claims, apart], Question(DAY))
    places = spread_out(network)
    assert places == spread_out(network)
    assert set(places) == set(network.vertices)
    assert len(set(places.values())) == len(places)
    assert all(-1 <= at <= 1 for place in places.values() for at in place)
    leaf, above = places[ids[-1]], places[ids[(len(ids) - 1) // 5]]
    assert dist(leaf, above) < 0.2


def test_a_ring_has_even_distances() -> None:
    places = list(on_a_ring(["a", "b", "c", "d", "e"]).values())
    steps = [dist(here, there) for here, there in zip(places, places[1:] + places[:1], strict=True)]
    assert all(isclose(step, steps[0]) for step in steps)


def test_the_bar_has_the_shares_and_the_interval(found: Succession) -> None:
    (axes,) = retention_bar(found).axes
    shares = {fate: share for fate, share in found.shares().items() if share}
    bars = {bar.get_label(): bar[0] for bar in axes.containers}  # type: ignore[index]
    assert {fate: bar.get_width() for fate, bar in bars.items()} == pytest.approx(shares)
    colours = {fate: to_hex(bar.get_facecolor()).upper() for fate, bar in bars.items()}
    assert colours == {fate: FATES[fate][0] for fate in shares}
    interval = next(line for line in axes.lines if line.get_gid() == "interval")
    assert found.retention_spread is not None
    ends = [found.retention_spread.low, found.retention_spread.high]
    assert list(interval.get_xdata()) == pytest.approx(ends)


def test_a_bar_without_ties_is_refused() -> None:
    claims = [claim for claim in toy_claims() if claim.type == "HOLDS"]
    lonely = answer(case(), toy().__class__(**{**vars(toy()), "claims": tuple(claims)}), request())
    with pytest.raises(ValueError, match="no tie"):
        retention_bar(lonely)


def test_stages_stand_side_by_side(found: Succession) -> None:
    figure = stages_picture(found, "Title")
    panels = {axes.get_gid(): axes for axes in figure.axes}
    reach = found.indicator(REACH)
    heights = [bar.get_height() for bar in panels[REACH].patches]
    assert heights == [reach.before, reach.vacant, reach.after]
    fighters = panels["fighters reached, high"].patches
    low = found.indicator(FIGHTERS_LOW)
    thousands = [(value or 0) / 1000 for value in (low.before, low.vacant, low.after)]
    assert [bar.get_height() for bar in fighters[:3]] == thousands
    assert [bar.get_y() for bar in fighters[3:]] == thousands


def test_the_forest_has_every_interval(found: Succession) -> None:
    figure = forest_picture(found, "Title")
    lines = {str(line.get_label()): line for axes in figure.axes for line in axes.lines}
    drawn = {name: list(line.get_xdata()) for name, line in lines.items() if name[0] != "_"}
    changes = {one.name: one.spreads["change"] for one in found.indicators if one.spreads}
    assert set(drawn) == {name for name in changes if "change" in found.indicator(name).spreads}
    spread = changes[FRAGMENTATION]
    assert drawn[FRAGMENTATION] == [spread.low, spread.high]
    fighters = changes[FIGHTERS_LOW]
    assert drawn[FIGHTERS_LOW] == [fighters.low / 1000, fighters.high / 1000]


def test_a_forest_needs_draws() -> None:
    with pytest.raises(ValueError, match="draws"):
        forest_picture(answer(case(), toy(), request()), "Title")


def ranked(*names: str) -> Centrality:
    rows = [
        Row(
            rank=rank,
            id=f"p/{name}",
            name=name,
            label="Person",
            scores={"betweenness": 1 / rank},
            relations={"DIRECTS": 3},
            directions={"DIRECTS": {"down": 3}},
            ties_certain=2,
            ties_possible=1,
            sources=4,
            newest_evidence=DAY,
            expected_ties=2.4,
        )
        for rank, name in enumerate(names, start=1)
    ]
    return Centrality(Question(DAY), "local", "betweenness", 3, tuple(rows))


def test_the_ranking_has_a_bar_an_actor() -> None:
    (axes,) = ranking_picture(ranked("A", "B", "C"), "Title", top=2).axes
    assert [bar.get_width() for bar in axes.containers[0]] == [1, 0.5]  # type: ignore[attr-defined]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["A", "B"]
    assert to_hex(axes.patches[0].get_facecolor()).upper() == KINDS["Person"]
    assert "3 (2.4)" in [text.get_text() for text in axes.texts]
    legend = axes.get_legend()
    assert legend is not None
    assert [text.get_text() for text in legend.get_texts()] == ["person"]
    (dot,) = legend.legend_handles
    assert to_hex(dot.get_facecolor()).upper() == KINDS["Person"]  # type: ignore[union-attr]


def test_shifts_go_up_down_and_away() -> None:
    before, after = ranked("A", "B", "C", "D", "gone"), ranked("B", "A", "C", "new", "x", "D")
    figure = shift_picture(before, after, "Title", top=5)
    lines = {str(line.get_label()): line for line in figure.axes[0].lines}
    assert {name: line.get_color() for name, line in lines.items()} == {
        "A": BLUE, "B": ORANGE, "C": GREY, "D": BLUE, "gone": BLUE, "new": ORANGE, "x": ORANGE,
    }  # fmt: skip
    assert list(lines["A"].get_ydata()) == [1, 2]
    assert list(lines["gone"].get_xdata()) == [0]
    assert list(lines["D"].get_ydata()) == [4, 7]  # One row is left free below the first five.
    assert "6  D" in words(figure)
    assert any("6 of the 7 shown" in text for text in words(figure))


def test_coverage_is_stacked() -> None:
    days = [(date(2019, 1, 2), 1, 4), (date(2020, 1, 2), 3, 2)]
    (axes,) = coverage_picture(days, "Title").axes
    sure, all_of_them = (area.get_paths()[0].vertices for area in axes.collections)
    assert max(sure[:, 1]) == 3
    assert max(all_of_them[:, 1]) == 5


def test_long_words_are_wrapped() -> None:
    figure, columns = sheet(1.0, "long " * 40, "longer " * 60, columns=2)
    assert len(columns) == 2
    assert all(len(line) < 130 for text in words(figure) for line in text.splitlines())
    assert figure.get_figheight() > 1.5


def test_the_widget_gets_names_kinds_and_evidence(network: Network) -> None:
    graph = network_graph(network, {"p/P": 0.5})
    assert graph.nodes["p/P"]["label"] == "P"
    assert graph.nodes["p/P"]["measure"] == 0.5
    assert graph.nodes["p/L"]["measure"] == 0.0
    assert graph.nodes["u/A"]["kind"] == "Organization"
    assert set(graph.edges) == {(tie.source, tie.target) for tie in network.ties}
    assert graph.edges["p/M", "u/B"]["relation"] == "COMMANDS"
    assert graph.edges["p/M", "u/B"]["publications"] == 1
