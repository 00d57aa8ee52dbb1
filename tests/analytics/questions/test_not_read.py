"""What questions leave out of the graph must not change their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.claims.sponsored import related
from analytics.measures.registry import explained, measures
from analytics.measures.scoring import Measure, local_score
from analytics.measures.view import View
from analytics.network.person_network import Network, network_of
from analytics.network.projection import projection_of
from analytics.questions.explain import joined_with
from analytics.questions.path import worth_reading
from analytics.scope import Question
from graphdb.connection import Row
from tests.analytics.samples import DAY, made

NEAR = (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"))
FAR = (("x", "y"), ("y", "z"), ("z", "w"))


def network(pairs: Sequence[tuple[str, str]]) -> Network:
    claims = [made("COMMANDS", f"person/{one}", f"person/{other}") for one, other in pairs]
    return network_of(claims, Question(DAY))


@pytest.mark.parametrize("measure", [one for one in explained() if not measures()[one].wide])
def test_ties_that_no_way_joins_add_nothing_to_a_score(measure: Measure) -> None:
    whole = network(NEAR + FAR)
    kept = joined_with("person/d", whole.ties)
    assert kept == network(NEAR).ties
    both = [
        local_score(View(projection_of(one)), measure) for one in (whole, replace(whole, ties=kept))
    ]
    for place, vertex in enumerate(whole.vertices):
        if vertex[-1] in "abcd":
            assert both[0][place] == pytest.approx(both[1][place], nan_ok=True)


def test_a_way_may_pass_upward_claims_and_both_ways_of_a_tie() -> None:
    rows: list[Row] = [
        {"type": "COMMANDS", "pairs": [["post", "unit"], ["else", "other"]]},
        {"type": "HOLDS", "pairs": [["chief", "post"], ["rival", "post"]]},
        {"type": "SUBORDINATE_TO", "pairs": [["squad", "unit"], ["other", "else"]]},
        {"type": "TIED_TO", "pairs": [["friend", "squad"]]},
    ]
    on_the_way = {"chief", "rival", "post", "unit", "squad", "friend"}
    assert worth_reading(rows, "chief", "friend") == on_the_way
    assert worth_reading(rows, "friend", "chief") == on_the_way


def test_presence_of_a_client_may_be_told_by_wholes_of_its_parts() -> None:
    parts = {"umbrella": {"client", "other"}, "client": {"wing"}, "front": {"wing"}, "x": {"y"}}
    assert related({"client"}, parts) == {"client", "wing", "umbrella", "front"}
