"""Likelihood in Cypher: up to date with the curves, and for single claims what answers say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import pytest

from analytics.claims.reading import Claim, claims_at, statement
from analytics.claims.statement_columns import likelihoods_at
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.dataset import curated_dataset
from proxygraph.named_queries import query
from tests.conftest import empty
from tools import write_curve_queries

TIES = (
    "TIED_TO",
    "DIRECTS",
    "COMMANDS",
    "HOLDS",
    "HANDLES",
    "SPONSORS",
    "SECOND_TO",
    "REPORTS_TO",
    "SUBORDINATE_TO",
    "MEMBER_OF",
    "WING_OF",
    "FACADE_FOR",
    "ALLIED_WITH",
    "RIVAL_OF",
)
DAYS = ["1988-06-01", "2006-07-12", "2012-06-01", "2020-01-02", "2024-03-01"]


@pytest.mark.parametrize("name", write_curve_queries.STATEMENTS)
def test_the_curves_are_those_of_the_table(name: str) -> None:
    text = write_curve_queries.path(name).read_text(encoding="utf-8")
    told = "run python -m tools.write_curve_queries"
    assert text == write_curve_queries.statement_text(text), told


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", curated_dataset(), "curated")
        yield opened
        empty(opened, server)


def plain(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    """Statements of one claim about which nothing else is said that bears on the day."""
    said: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        said[statement(claim)].append(claim)
    return {
        key
        for key, (first, *more) in said.items()
        if not more
        and first.stance == "affirms"
        and not first.ruled_out
        and not first.properties.get("pooled")
    }


@pytest.mark.server
@pytest.mark.parametrize("day", DAYS)
class TestCurated:
    def test_clients(self, curated: Graph, day: str) -> None:
        question = Question(date.fromisoformat(day), relations=("SPONSORS",))
        single = plain(claims_at(curated, question))
        likely = likelihoods_at(curated, question, ["SPONSORS"]).by_statement()
        rows = query(curated, "explore/clients_by_likelihood", {"at": day}).rows
        found = {("SPONSORS", r["sponsor_id"], r["client_id"]): r["likelihood"] for r in rows}
        same = single & set(found)
        assert len(same) > 5
        assert {key: found[key] for key in same} == pytest.approx(
            {key: likely[key] for key in same}, abs=1e-6
        )

    def test_ties(self, curated: Graph, day: str) -> None:
        question = Question(date.fromisoformat(day), relations=TIES)
        single = plain(claims_at(curated, question))
        likely = likelihoods_at(curated, question, TIES).by_statement()
        rows = query(curated, "explore/ties_by_likelihood", {"at": date.fromisoformat(day)}).rows
        found = {(r["tie"], r["start_id"], r["end_id"]): r["likelihood"] for r in rows}
        same = single & set(found)
        assert len(same) > 2
        assert {key: found[key] for key in same} == pytest.approx(
            {key: likely[key] for key in same}, abs=1e-6
        )


@pytest.mark.server
def test_several_claims_on_one_side_of_the_day_come_out_exactly_too(curated: Graph) -> None:
    day = date(2020, 1, 2)
    rows = query(curated, "explore/clients_by_likelihood", {"at": day}).rows
    likely = likelihoods_at(curated, Question(day), ["SPONSORS"]).by_statement()
    near = [
        abs(row["likelihood"] - likely["SPONSORS", row["sponsor_id"], row["client_id"]]) < 1e-6
        for row in rows
        if ("SPONSORS", row["sponsor_id"], row["client_id"]) in likely
    ]
    assert sum(near) > len(near) * 0.7
