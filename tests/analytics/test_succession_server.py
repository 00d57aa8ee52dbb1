"""The toy from the real server: loaded as tables, asked by name, answered as derived by hand."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from analytics.claims.naming import find_one
from analytics.network.monte_carlo import DrawPlan
from analytics.succession.answer import succession
from analytics.succession.backtest import backtest
from analytics.succession.chain import chain
from analytics.succession.measures import (
    BETWEENNESS,
    DISTANCE,
    FIGHTERS_HIGH,
    FIGHTERS_LOW,
    FRAGMENTATION,
    REACH,
)
from analytics.succession.request import Request
from analytics.succession.successors import successors
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, UnknownNameError
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import program
from tests.analytics.succession_world import write_toy

pytestmark = pytest.mark.server

CLOSE = 1e-6


@pytest.fixture
def toy(graph: Graph, tmp_path: Path) -> Graph:
    load(graph, "tables", write_toy(tmp_path / "toy"), "toy")
    return graph


def test_the_toy_from_the_server(toy: Graph) -> None:
    # Every figure is derived in test_succession_toy.py; here it comes through the loader, the
    # dates of the tables and the statements.
    found = succession(toy, Request("person/p", "person/s", plan=None))
    by_hand = {
        BETWEENNESS: (17 / 21, None, 3 / 15),
        FRAGMENTATION: (0, 26 / 30, 22 / 30),
        DISTANCE: (5 / 12, 0, 1 / 4),
        REACH: (4, 0, 2),
        FIGHTERS_LOW: (47_000, 0, 35_000),
        FIGHTERS_HIGH: (47_000, 0, 35_000),
    }
    for name, figures in by_hand.items():
        one = found.indicator(name)
        for value, figure in zip((one.before, one.vacant, one.after), figures, strict=True):
            assert value == (None if figure is None else pytest.approx(figure, abs=CLOSE)), name
    assert found.retention == pytest.approx(0.75, abs=CLOSE)
    fates = {tie.name: tie.fate.value for tie in found.relations.alters}
    assert fates == {"L": "inherited", "A": "inherited", "C": "independent", "M": "lost"}
    # The post and the day were found: R1 passes, P's tenure ends on the third.
    assert found.case.positions == ("position/r1",)
    assert found.case.day == date(2020, 1, 3)
    assert [path.name for path in found.cut_off] == ["B", "D"]


def test_both_hats_and_joint_removal_from_the_server(toy: Graph) -> None:
    hats = succession(toy, Request("person/p", "person/s", keeps_posts=True, plan=None))
    assert hats.indicator(FIGHTERS_LOW).after == 37_000
    assert hats.indicator(DISTANCE).after == pytest.approx(3 / 8, abs=CLOSE)
    assert hats.indicator(BETWEENNESS).after == pytest.approx(6 / 15, abs=CLOSE)
    assert hats.indicator(FRAGMENTATION).after == pytest.approx(16 / 30, abs=CLOSE)
    joint = succession(toy, Request("person/p", "person/s", removed=("person/m",), plan=None))
    fighters = next(one for one in joint.joint if one.name == FIGHTERS_LOW)
    assert (fighters.joint, fighters.interaction) == (47_000, -10_000)


def test_doubt_from_the_server_follows_the_grades(toy: Graph) -> None:
    # All rests on one paper of grade B: in 15% of draws nothing at all holds, so fighters before
    # are 0 at the 5th percentile. Otherwise each claim holds with .9.
    found = succession(toy, Request("person/p", "person/s", plan=DrawPlan(draws=1000)))
    spread = found.indicator(FIGHTERS_LOW).spreads["before"]
    assert spread.low == 0
    assert spread.high == 47_000


def test_evidence_published_later_is_left_out(toy: Graph) -> None:
    # The only source is of June 2019: by the year before, nothing of the ties was known.
    request = Request("person/p", "person/s", known_by=date(2018, 1, 1), plan=None)
    found = succession(toy, request)
    assert found.relations.alters == ()
    assert found.retention is None


def test_names_are_found(toy: Graph) -> None:
    assert find_one(toy, "person/p", "Person") == "person/p"
    assert find_one(toy, "the commander", "Person") == "person/p"
    assert find_one(toy, "Commander", "Person") == "person/p"
    assert find_one(toy, "POST R1", "Position") == "position/r1"
    with pytest.raises(UnknownNameError, match=r"near it are: P \(person/p\)"):
        find_one(toy, "The Comander", "Person")
    with pytest.raises(UnknownNameError, match="several"):
        find_one(toy, "Post", "Position")


def test_no_such_succession(toy: Graph) -> None:
    with pytest.raises(InputRefusedError, match="no claim shows person/m in a post"):
        succession(toy, Request("person/p", "person/m"))


def test_a_chain_has_one_line_a_holder(toy: Graph) -> None:
    found = chain(toy, "position/r1")
    assert [(link.id, link.ties, link.retention) for link in found.links] == [
        ("person/p", None, None),
        ("person/s", 4, pytest.approx(0.75)),
    ]
    with pytest.raises(InputRefusedError, match="no claim names a holder"):
        chain(toy, "position/none")


@pytest.fixture
def at_the_test_server(server: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)


@pytest.mark.usefixtures("toy", "at_the_test_server")
def test_the_verb_prints_tables_of_80_columns() -> None:
    shown = CliRunner().invoke(
        program, ["succession", "P", "S", "--with", "M"], env={"COLUMNS": "80"}
    )
    assert shown.exit_code == 0, shown.output
    assert "P → S" in shown.output
    assert "Tie retention 100% of 3 ties" in shown.output
    assert "Ties that nobody observed are outside these figures." in " ".join(shown.output.split())
    assert max(len(line) for line in shown.output.splitlines()) <= 80


@pytest.mark.usefixtures("toy", "at_the_test_server")
def test_the_verb_prints_one_document() -> None:
    arguments = ["succession", "P", "S", "--json", "--draws", "40", "--seed", "9"]
    first, second = (CliRunner().invoke(program, arguments) for _ in range(2))
    document = json.loads(first.stdout)
    assert first.stdout == second.stdout
    assert document["retention"] == pytest.approx(0.75)
    assert document["doubt"]["rates"]["office-bound"] == "Beta(8, 2)"
    assert document["case"]["day"] == "2020-01-03"
    assert {tie["fate"] for tie in document["ties"]} == {"inherited", "independent", "lost"}


@pytest.mark.usefixtures("toy", "at_the_test_server")
def test_the_verb_prints_a_chain() -> None:
    shown = CliRunner().invoke(program, ["succession", "--chain", "Post R1"])
    assert shown.exit_code == 0, shown.output
    lines = [line.split() for line in shown.output.splitlines()]
    assert ["S", "2020-01-03", "–", "..", "4", "75%", "2", "1", "0", "1"] in lines


@pytest.mark.parametrize("arguments", [["P"], ["--chain", "Post R1", "P", "S"], []])
def test_wrong_usage(arguments: list[str]) -> None:
    assert CliRunner().invoke(program, ["succession", *arguments]).exit_code == 2


def test_who_might_follow_from_the_server(toy: Graph) -> None:
    # Nobody is in A, the unit that R1 commands, or handles anything: the narrow pool is empty.
    vacancy = date(2020, 1, 3)
    with pytest.raises(InputRefusedError, match="try the wide one"):
        successors(toy, "position/r1", vacancy)
    found = successors(toy, "position/r1", vacancy, pool="wide")
    assert found.predecessor == "person/p"
    # S shares C of {L, A, M, C, D} with P and is tied to the proxies C and D: .1/5 + .1 · 3/4.
    # M is tied to the proxy B: .1/2. L has only the tie to P.
    scores = [(one.id, one.score) for one in found.likely]
    assert scores == [
        ("person/s", pytest.approx(0.095)),
        ("person/m", pytest.approx(0.05)),
        ("person/l", 0),
    ]
    # What S would keep is derived in test_succession_candidates.py.
    keeps = {one.id: one.score for one in found.preserving}
    assert keeps["person/s"] == pytest.approx((0.75 + 4 / 26 + 0.6 + 0.5) / 4)
    assert list(found.to_frame()["id"]) == [one.id for one in found.likely]


def test_a_backtest_from_the_server(toy: Graph) -> None:
    # One case, P to S in R1, with L, S and M reported before: by score S is first of three.
    found = backtest(toy)
    assert found.cases == 1
    likely = next(s for s in found.scores if (s.pool, s.ranking) == ("wide", "likely"))
    assert (likely.coverage, likely.mrr) == (1, 1)
    # A random order gives (1 + 1/2 + 1/3)/3.
    random = next(s for s in found.scores if (s.pool, s.ranking) == ("wide", "random"))
    assert random.mrr == pytest.approx(11 / 18)


@pytest.mark.usefixtures("toy", "at_the_test_server")
def test_the_verbs_on_candidates() -> None:
    at = ["--at", "2020-01-03", "--pool", "wide"]
    shown = CliRunner().invoke(program, ["successors", "Post R1", *at])
    assert shown.exit_code == 0, shown.output
    assert "keeps 3 of 4 ties and reaches 2 proxies, 4 before" in " ".join(shown.output.split())
    as_json = CliRunner().invoke(program, ["successors", "Post R1", *at, "--json"])
    assert json.loads(as_json.stdout)["likely"][0]["id"] == "person/s"
    tested = CliRunner().invoke(program, ["backtest"])
    assert tested.exit_code == 0, tested.output
    assert "Too few successors" in tested.output
    assert json.loads(CliRunner().invoke(program, ["backtest", "--json"]).stdout)["cases"] == 1


def test_what_a_refusal_says_to_add_is_answered(toy: Graph) -> None:
    posts = [row["id"] for row in toy.read("analytics/names", label="Position", datasets=[])]
    seen = set()
    for post in posts:
        for day in (date(1990, 1, 1), date(2015, 1, 1), date(2019, 6, 1), date(2020, 1, 3)):
            try:
                successors(toy, post, day)
            except InputRefusedError as error:
                seen.add(follow(toy, post, day, str(error)))
    assert seen >= {"known", "later"}


def follow(toy: Graph, post: str, day: date, refusal: str) -> str:
    """Do as a refusal says; give what that was."""
    if later := re.search(r"for --at (\S{10}) and later", refusal):
        assert date.fromisoformat(later[1]) > day
        return "later"
    known = re.search(r"--known-by (\S{10})", refusal)
    wide = "--pool wide" in refusal
    assert known or wide or "no claim names" in refusal
    found = successors(
        toy, post, day, date.fromisoformat(known[1]) if known else None,
        "wide" if wide else "narrow",
    )  # fmt: skip
    assert found.likely
    return "known" if known else "wide"


def test_a_succession_from_somebody_to_the_same_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="both person/p"):
        Request("person/p", "person/p")
