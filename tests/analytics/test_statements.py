"""The likelihood of all statements at once is that of each by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.claims.lifetimes import Lifetimes
from analytics.claims.reading import Claim, claims_at, claims_over
from analytics.claims.statement_columns import likelihoods_at, likelihoods_of
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from graphdb.model import RELATIONSHIP_TYPES
from graphdb.settings import Settings
from graphdb.validtime import Span
from loaders.engine import load
from proxygraph.dataset import curated_dataset
from tests.analytics.test_likelihood import DAYS, PAIRS, claims, on, seen
from tests.conftest import empty

_BOUNDS = ("possible_from", "certain_from", "certain_until", "possible_until")


class Columns:
    """A graph in memory that answers the statements that are read in columns."""

    def __init__(self, every: list[Claim], founded: dict[str, Span]) -> None:
        self.every = every
        self.founded = founded
        self.ids = sorted({end for pair in PAIRS.values() for end in pair}, reverse=True)

    def consistent(self, work: Callable[[Any], Any]) -> object:
        return work(self)

    def read(self, name: str, **asked: Any) -> list[dict[str, Any]]:
        return cast(list[dict[str, Any]], getattr(self, name.removeprefix("analytics/"))(**asked))

    def entity_columns(self) -> list[dict[str, Any]]:
        numbers = [7 * place + 3 for place in range(len(self.ids))]
        persons = [one.startswith("person/") for one in self.ids]
        return [{"numbers": numbers, "ids": self.ids, "persons": persons}]

    def foundings(self, **_: object) -> list[dict[str, Any]]:
        return [
            {"id": key, "earliest": span.earliest, "latest": span.latest}
            for key, span in self.founded.items()
        ]

    def dissolutions(self, **_: object) -> list[dict[str, Any]]:
        return []

    def statement_columns(self, at: date, **_: object) -> list[dict[str, Any]]:
        rows = []
        for number, claim in enumerate(self.every):
            said = claim.properties
            if not self._bound(claim, "possible_from") <= at < self._bound(claim, "possible_until"):
                continue
            kin = said.get("kind") == "kinship"
            days = {name: [(self._bound(claim, name) - at).days] for name in _BOUNDS}
            pooled = {
                "pooled": True,
                "alternatives": said.get("alternatives"),
                "last_seen": said.get("last_seen"),
            }
            rows.append(
                {
                    **self._ends(claim),
                    **days,
                    "stance": claim.stance,
                    "kin": kin,
                    "pooled": pooled if said.get("pooled") else None,
                    "numbers": [number],
                    "confidences": [claim.confidence],
                    "origins": [len(claim.origins)],
                }
            )
        return rows

    def stated_columns(self, at: date, **_: object) -> list[dict[str, Any]]:
        return [
            {
                **self._ends(claim),
                "confidences": [claim.confidence],
                "possible_from": [(self._bound(claim, "possible_from") - at).days],
                "possible_until": [(self._bound(claim, "possible_until") - at).days],
            }
            for claim in self._stated(at)
        ]

    def claim_origins(self, numbers: list[int]) -> list[dict[str, Any]]:
        return [{"numbers": numbers, "origins": [list(self.every[one].origins) for one in numbers]}]

    def _stated(self, at: date) -> list[Claim]:
        return [
            claim
            for claim in self.every
            if claim.stance == "affirms"
            and (
                self._bound(claim, "possible_until") <= at
                or self._bound(claim, "possible_from") > at
            )
        ]

    def _ends(self, claim: Claim) -> dict[str, Any]:
        starts, ends = ([7 * self.ids.index(one) + 3] for one in (claim.start, claim.end))
        return {"type": claim.type, "starts": starts, "ends": ends}

    @staticmethod
    def _bound(claim: Claim, name: str) -> date:
        return cast(date, claim.properties[name])


@st.composite
def worlds(draw: st.DrawFn) -> list[Claim]:
    kinds = st.sampled_from(sorted(PAIRS))
    stances = st.sampled_from(["affirms", "affirms", "affirms", "denies", "doubts"])
    found = draw(st.lists(st.tuples(kinds, stances).flatmap(lambda two: claims(*two)), max_size=9))
    if draw(st.booleans()):
        kin = [
            replace(one, properties={**one.properties, "kind": "kinship"})
            for one in found
            if one.type == "TIED_TO"
        ]
        found = [*kin[:1], *found]
    return found


@given(worlds(), DAYS, st.none() | DAYS)
@settings(max_examples=300, deadline=None)
def test_in_any_small_world(world: list[Claim], day: date, founded: date | None) -> None:
    lives = {"org/a": Span(founded, founded)} if founded else {}
    columns = cast(Graph, Columns(world, lives))
    found = likelihoods_at(columns, Question(day)).by_statement()
    lifetimes = Lifetimes(lives)
    held = [
        claim
        for claim in on(day, world)
        if not lifetimes.rule_out((claim.start, claim.end), claim.properties, day)
    ]
    affirmed = {(c.type, c.start, c.end) for c in held if c.stance == "affirms"}
    assert set(found) == affirmed
    slow = likelihoods_of(held)
    assert found == pytest.approx({key: slow[key] for key in affirmed}, abs=1e-9)


def test_counts_and_the_newest_sighting() -> None:
    day = date(2020, 1, 2)
    world = [
        seen(day, -400),
        seen(day, -30, claim_id="2", origins=("b",)),
        seen(day, -10, claim_id="3", stance="denies", origins=("c",)),
    ]
    found = likelihoods_at(cast(Graph, Columns(world, {})), Question(day))
    (row,) = found.to_frame().to_dict("records")
    assert (row["type"], row["start"], row["end"], row["claims"]) == (
        "SPONSORS",
        "state/s",
        "org/a",
        2,
    )
    assert str(found.newest[0]) == "2019-12-03"
    assert len(found) == 1


def test_nothing_said_is_nothing_found() -> None:
    found = likelihoods_at(cast(Graph, Columns([], {})), Question(date(2020, 1, 2)))
    assert len(found) == 0
    assert found.to_frame().empty


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no relation is named 'LOVES'"):
        likelihoods_at(cast(Graph, Columns([], {})), Question(date(2020, 1, 2)), ["LOVES"])


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", curated_dataset(), "curated")
        yield opened
        empty(opened, server)


@pytest.mark.server
class TestCurated:
    EVERY = tuple(sorted(RELATIONSHIP_TYPES))

    @pytest.mark.parametrize("day", ["1988-06-01", "2006-07-12", "2012-06-01", "2020-01-02"])
    def test_is_what_each_statement_gives_by_itself(self, curated: Graph, day: str) -> None:
        question = Question(date.fromisoformat(day), relations=self.EVERY)
        slow = claims_at(curated, question)
        counts: dict[tuple[str, str, str], int] = defaultdict(int)
        for claim in slow:
            if claim.stance == "affirms":
                counts[claim.type, claim.start, claim.end] += 1
        found = likelihoods_at(curated, question)
        one_by_one = likelihoods_of(slow)
        assert found.by_statement() == pytest.approx(
            {key: one_by_one[key] for key in counts}, abs=1e-9
        )
        assert found.claims.tolist() == [counts[key] for key in sorted(counts)]
        assert list(found.by_statement()) == sorted(counts)

    def test_takes_what_was_known_by_a_day_and_some_types(self, curated: Graph) -> None:
        question = Question(
            date(2020, 1, 2),
            known_by=date(2015, 1, 1),
            relations=("SPONSORS",),
            datasets=("curated",),
        )
        (every,) = claims_over(curated, question, [question.at])
        found = likelihoods_at(curated, question, ["SPONSORS"]).by_statement()
        slow = likelihoods_of(claim for claim in every if claim.type == "SPONSORS")
        affirmed = {(c.type, c.start, c.end) for c in every if c.stance == "affirms"}
        assert found == pytest.approx({k: slow[k] for k in slow if k in affirmed}, abs=1e-9)
        assert len(found) > 10
