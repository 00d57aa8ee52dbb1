"""Where several are as good as the best that is shown, the answer says how many."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from math import prod
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

from analytics.network.equal_routes import equal_routes
from analytics.questions.vacancy import Vacancies, Vacancy, _ranked
from analytics.scope import Question
from proxygraph.cli import run
from proxygraph.cli.path import _words
from proxygraph.cli.successors import _equals
from proxygraph.cli.vacancy import show_vacancies

Around = Mapping[str, Mapping[str, Any]]


def around(*ties: tuple[str, str, float]) -> Around:
    found: dict[str, dict[str, Any]] = {}
    for one, other, likelihood in ties:
        found.setdefault(one, {})[other] = SimpleNamespace(likelihood=likelihood)
    return found


def by_hand(ways: Around, start: str, end: str, *, strongest: bool) -> int:
    """Go through every route."""
    graph = nx.DiGraph(
        [
            (one, other)
            for one, others in ways.items()
            for other, tie in others.items()
            if tie.likelihood > 0
        ]
    )
    graph.add_nodes_from((start, end))
    ranks = []
    for route in nx.all_simple_paths(graph, start, end):
        chance = -float(f"{prod(ways[a][b].likelihood for a, b in pairwise(route)):.10g}")
        steps = len(route) - 1
        ranks.append((chance, steps) if strongest else (steps, chance))
    return ranks.count(min(ranks)) if ranks else 0


@pytest.mark.parametrize("strongest", [True, False])
@pytest.mark.parametrize("seed", range(60))
def test_routes_are_counted_as_going_through_all_does(seed: int, strongest: bool) -> None:
    drawn = random.Random(seed)  # noqa: S311 - a graph, not a secret
    names = "abcdefg"
    ways = around(
        *(
            (one, other, drawn.choice([0.0, 0.1, 0.5, 0.5, 0.9, 1.0]))
            for one in names
            for other in names
            if one != other and drawn.random() < 0.45
        )
    )
    assert equal_routes(ways, "a", "g", strongest=strongest) == by_hand(
        ways, "a", "g", strongest=strongest
    )


def test_products_that_differ_by_rounding_alone_are_equal() -> None:
    chances = (0.1, 0.2, 0.3)
    assert chances[0] * chances[1] * chances[2] != chances[2] * chances[1] * chances[0]
    ways = around(
        ("a", "b", 0.1), ("b", "c", 0.2), ("c", "g", 0.3),
        ("a", "d", 0.3), ("d", "e", 0.2), ("e", "g", 0.1),
    )  # fmt: skip
    assert equal_routes(ways, "a", "g", strongest=True) == 2


@pytest.mark.parametrize(("equals", "is_told"), [(1, False), (3, True)])
def test_equal_routes_are_told(equals: int, is_told: bool) -> None:
    route = SimpleNamespace(kind="shortest", hops=2, likelihood=0.5, steps=(), equals=equals)
    answer = SimpleNamespace(
        title="How A reaches B",
        by=("command",),
        asked=None,
        remarks=(),
        reversed=False,
        routes=(route,),
        only_through=(),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analytics.questions.silence.asked_limits", lambda asked: ["today"])
        said = "\n".join(_words(answer, cite=False))  # type: ignore[arg-type]
    assert ("(3 routes are as good; shown is the first by id.)" in said) == is_told


def row(name: str, proxies: int = 0, pairs: int = 0) -> Vacancy:
    cut = tuple(f"proxy {n}" for n in range(proxies))
    return Vacancy(0, f"person/{name}", name, "Person", 1, pairs, 0.5, cut, 0, 0, 0, ())


def vacancies(*rows: Vacancy) -> Vacancies:
    ranked = tuple(_ranked(iter(rows), "proxies"))
    return Vacancies(Question(date(2020, 1, 2)), "proxies", "L", 2, 0.5, ranked, ())


def test_rows_that_lose_as_much_know_how_many_they_are() -> None:
    found = vacancies(row("d"), row("b", 2, 5), row("a", 2, 5), row("c", 2, 4)).actors
    assert [(one.rank, one.name, one.equals) for one in found] == [
        (1, "a", 2),
        (2, "b", 2),
        (3, "c", 1),
        (4, "d", 1),
    ]


def test_equal_vacancies_share_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    show_vacancies(vacancies(row("c", 1), row("b", 2, 5), row("a", 2, 5)), limit=1)
    said = capsys.readouterr().out
    assert "2 actors lose as much as the first; they stand by name." in said
    assert "1–2" in said


def test_where_one_is_first_or_nobody_is_missed_nothing_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_vacancies(vacancies(row("b", 2), row("a", 1), row("c", 1)), limit=3)
    show_vacancies(vacancies(row("b"), row("a")), limit=3)
    assert "lose as much" not in capsys.readouterr().out


def test_successors_that_score_the_same_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def scored(*scores: float) -> tuple[Any, ...]:
        return tuple(SimpleNamespace(id=f"p/{n}", score=s, why="") for n, s in enumerate(scores))

    assert [_equals(scored(*scores)) for scores in ((), (0.5, 0.4), (0.5, 0.5, 0.4))] == [0, 1, 2]
    found = SimpleNamespace(
        name="Post",
        at=date(2020, 1, 3),
        known_by=date(2020, 1, 2),
        pool="narrow",
        rule="rule",
        names={},
        preserving=scored(0.5, 0.5, 0.4),
        likely=scored(0.5, 0.4),
        document=dict,
    )
    monkeypatch.setattr("analytics.succession.successors.successors", lambda *given: found)
    monkeypatch.setattr("analytics.claims.naming.find_one", lambda *given: "position/p")
    monkeypatch.setattr("proxygraph.cli.successors.connect", lambda: _Nothing())
    assert run(["successors", "Post", "--at", "2020-01-03", "--top", "1"]) == 0
    said = capsys.readouterr().out
    assert said.count("score the same in the first place") == 1
    assert "2 score the same in the first place; they stand by id." in said
    assert run(["successors", "Post", "--at", "2020-01-03", "--json"]) == 0
    assert '"preserving": 2' in capsys.readouterr().out


class _Nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *given: object) -> None:
        return None
