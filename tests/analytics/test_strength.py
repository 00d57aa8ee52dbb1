"""Fighters from below: small networks whose sums are worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.claims.fighters import Count, Sighting, leaves, nearest
from analytics.claims.nesting import descendants
from analytics.claims.sponsored import bodies_of, parts_of, present, supported
from analytics.questions.strength import strength
from analytics.questions.strength_result import ClaimedStrength, GroupStrength, StrengthAnswer
from analytics.questions.strength_words import explain
from graphdb.connection import Graph
from loaders.engine import load
from tests.analytics.samples import made
from tests.datasets import Row, claim, organization, state, write_tables

DAY = date(2020, 1, 2)
IN_AREA = frozenset({"location/area", "location/here"})


def seen(low: int, high: int, day: str, **fields: object) -> Sighting:
    when = date.fromisoformat(day)
    base = Sighting(f"{low}-{high}@{day}", low, high, "estimate", when, when)
    return replace(base, **fields)  # type: ignore[arg-type]


def counts(**groups: int) -> dict[str, Count]:
    return {name: Count(low, 2 * low, ()) for name, low in groups.items()}


class TestNearest:
    def test_several_sources_of_the_same_time_give_the_least_low_and_the_greatest_high(
        self,
    ) -> None:
        # 2 January 2020 is 0 and 1 day off; the limit is 0 + 365 days, so 2015 is out of it.
        found = nearest(
            [
                seen(5_000, 5_000, "2020-01-02"),
                seen(20_000, 25_000, "2020-01-03"),
                seen(1_000, 90_000, "2015-01-01"),
            ],
            DAY,
            IN_AREA,
        )
        assert found is not None
        assert (found.low, found.high) == (5_000, 25_000)
        assert len(found.sightings) == 2

    def test_an_old_estimate_counts_where_there_is_none_nearer(self) -> None:
        found = nearest([seen(10, 20, "1988-04-01")], DAY, IN_AREA)
        assert found is not None
        assert (found.low, found.high) == (10, 20)

    def test_a_day_within_the_observation_is_not_off_it(self) -> None:
        long = seen(7, 8, "2018-01-01", seen_to=date(2021, 1, 1))
        other = seen(1, 99, "2018-06-01")  # 580 days off, and the limit is 365.
        found = nearest([long, other], DAY, IN_AREA)
        assert found == Count(7, 8, (long,))

    def test_improbable_estimates_and_those_for_other_places_do_not_count(self) -> None:
        elsewhere = seen(3, 3, "2020-01-02", places=("location/far",))
        improbable = seen(4, 4, "2020-01-02", credibility="5")
        assert nearest([elsewhere, improbable], DAY, IN_AREA) is None

    def test_those_deployed_to_a_place_are_a_part_of_the_group(self) -> None:
        deployed = seen(5, 8, "2020-01-02", counts="deployed", places=("location/here",))
        whole = seen(15, 45, "2017-01-01")
        assert nearest([deployed], DAY, IN_AREA) == Count(5, 8, (deployed,))
        assert nearest([deployed, whole], DAY, IN_AREA) == Count(15, 45, (whole,))


PARTS = {"umbrella": {"big", "small", "unit"}, "big": {"unit"}}
KINDS = {"umbrella": "umbrella", "big": "armed_group", "small": "armed_group", "unit": "unit"}


class TestLeaves:
    def added(self, *, umbrellas_first: bool = False, **strengths: int) -> list[str]:
        found = leaves(
            list(KINDS),
            counts(**strengths),
            PARTS,
            KINDS,
            umbrellas_first=umbrellas_first,
        )
        return sorted(found)

    def test_an_umbrella_counts_by_its_members(self) -> None:
        # The unit lies within big, whose figure includes it.
        assert self.added(umbrella=100, big=30, small=20, unit=5) == ["big", "small"]

    def test_an_umbrella_counts_itself_where_no_member_has_an_estimate(self) -> None:
        assert self.added(umbrella=100) == ["umbrella"]

    def test_a_unit_counts_where_its_group_has_no_estimate(self) -> None:
        assert self.added(umbrella=100, unit=5, small=20) == ["small", "unit"]

    def test_umbrellas_first(self) -> None:
        assert self.added(umbrellas_first=True, umbrella=100, big=30, unit=5) == ["umbrella"]
        assert self.added(umbrellas_first=True, big=30, small=20) == ["big", "small"]

    def test_of_two_that_lie_within_each_other_one_counts(self) -> None:
        parts = {"a": {"b"}, "b": {"a"}}
        assert leaves(["a", "b"], counts(a=1, b=2), parts, {}) == {"a"}
        assert descendants("a", parts) == {"b"}


class TestSponsored:
    def test_the_bodies_of_a_state_are_its_organs_and_their_units_not_loyal_groups(self) -> None:
        claims = [
            made("POST_IN", "post/leader", "state/s"),
            made("SUBORDINATE_TO", "org/guard", "post/leader"),
            made("SUBORDINATE_TO", "org/branch", "org/guard"),
            made("SUBORDINATE_TO", "org/unit", "org/branch"),
            made("SUBORDINATE_TO", "org/loyal", "post/leader"),
            made("SUBORDINATE_TO", "org/denied", "org/guard", stance="denies"),
        ]
        organs = dict.fromkeys(("org/guard", "org/branch", "org/denied"), "state_security_force")
        kinds = {**organs, "org/unit": "unit", "org/loyal": "armed_group"}
        assert bodies_of("state/s", claims, kinds) == {
            "state/s",
            "post/leader",
            "org/guard",
            "org/branch",
            "org/unit",
        }

    def test_support_reaches_members_unless_it_is_denied(self) -> None:
        claims = [
            made("SPONSORS", "org/guard", "org/umbrella"),
            made("SPONSORS", "state/other", "org/foreign"),
            made("SPONSORS", "state/s", "org/proud", stance="denies"),
            made("SPONSORS", "state/s", "org/known", stance="denies", claim_id="no"),
            made("SPONSORS", "state/s", "org/known", claim_id="yes"),
            made("MEMBER_OF", "org/member", "org/umbrella"),
            made("MEMBER_OF", "org/proud", "org/umbrella"),
            made("WING_OF", "org/wing", "org/member"),
            made("FACADE_FOR", "org/front", "org/known"),
        ]
        parts = parts_of(claims)
        found = supported({"state/s", "org/guard"}, claims, parts)
        assert {name: support.through for name, support in found.items()} == {
            "org/umbrella": "",
            "org/known": "",
            "org/member": "org/umbrella",
            "org/wing": "org/umbrella",
            "org/front": "org/known",
        }
        assert found["org/known"].claims == ("yes",)

    def test_a_group_is_where_its_parts_are_and_silent_parts_are_where_it_is(self) -> None:
        where = made("OPERATES_IN", "org/group", "org/here")
        claims = [
            replace(where, end="location/here"),
            replace(where, start="org/away", end="location/far"),
            made("MEMBER_OF", "org/group", "org/umbrella"),
            made("MEMBER_OF", "org/away", "org/umbrella"),
            made("WING_OF", "org/wing", "org/group"),
        ]
        assert present(IN_AREA, claims, parts_of(claims)) == {
            "org/group",
            "org/umbrella",
            "org/wing",
        }


def group(name: str, low: int | None, high: int | None, **fields: object) -> GroupStrength:
    base = GroupStrength(
        f"org/{name}", name.title(), "armed_group", low, high, "", ("estimate",), (), (), ""
    )
    return replace(base, **fields)  # type: ignore[arg-type]


# Members 30 + 20 = 50 (to 80); the umbrella says 200; the sponsor's friend says 500.
ANSWER = StrengthAnswer(
    at=DAY,
    sponsor="state/s",
    area="location/area",
    rows=(
        group("big", 30, 60),
        group("small", 20, 20, counts=("paper",), through="org/umbrella"),
    ),
    left_out=(
        group("umbrella", 200, 200, kind="umbrella", left_out="its members are counted"),
        group("silent", None, None, left_out="no estimate"),
    ),
    low=50,
    high=80,
    umbrella_low=200,
    umbrella_high=200,
    claimed=(ClaimedStrength("c", "A friend", "2020-01-09", 500, 500, ("location/area",)),),
    words=(),
)
UMBRELLA = {"org/umbrella": {"org/big", "org/small"}}


class TestWords:
    def test_say_what_explains_the_difference(self) -> None:
        assert explain(ANSWER, UMBRELLA) == (
            "2 groups with an estimate add up to 50 to 80 fighters.",
            "The 500 of A friend (2020-01-09) are above it by 420.",
            "20 of them are on paper or on a payroll, in whole or in part: Small.",
            "Umbrella has 200 by its own figure; its members with an estimate have 50 to 80: the "
            "rest stands in units for which no source gives a number, or on paper.",
            "With umbrellas counted by their own figures the sum is 200.",
            "20 count only because the umbrella above them is sponsored, which does not show that "
            "they are: Small.",
            "No estimate was found for 1 more: Silent.",
        )

    @pytest.mark.parametrize(
        ("low", "high", "places", "ending"),
        [
            (10, 10, ("location/area",), "below it by 40."),
            (60, 70, ("location/area",), "within it."),
            (60, 90, ("location/area",), "partly within it."),
            (60, 70, ("location/here",), "for other places: location/here."),
        ],
    )
    def test_place_a_figure_for_the_whole(
        self, low: int, high: int, places: tuple[str, ...], ending: str
    ) -> None:
        claimed = ClaimedStrength("c", "A friend", "2020", low, high, places)
        words = explain(replace(ANSWER, claimed=(claimed,)), UMBRELLA)
        assert words[1].endswith(ending)


def estimate(name: str, low: int, high: int, **cells: str) -> Row:
    row = {"id": f"estimate/{name}", "name": name, "counts": "estimate"}
    return {**row, "low": str(low), "high": str(high), **cells}


SINCE_2009 = {"first_seen": "2009-06", "last_seen": "2020-01-09"}
TABLES: dict[str, Sequence[Row]] = {
    "actors": [
        state("Sponsor"),
        organization("Guard", "state_security_force"),
        organization("Umbrella", "umbrella"),
        organization("Big"),
        organization("Brigade", "unit"),
        organization("Small"),
        organization("Abroad"),
        organization("Free"),
    ],
    "locations": [
        {"id": "location/area", "name": "Area", "level": "area"},
        {"id": "location/here", "name": "Here", "level": "country"},
        {"id": "location/far", "name": "Far", "level": "country"},
    ],
    "estimates": [
        estimate("umbrella", 100, 150),
        estimate("big", 30, 40),
        estimate("big-other", 25, 30),
        estimate("big-old", 1, 1),
        estimate("brigade", 5, 5),
        estimate("small", 20, 20),
        estimate("abroad", 9, 9),
        estimate("free", 7, 7),
        estimate("clients", 200, 200, whose="clients"),
    ],
    "claims": [
        claim("WITHIN", "location/here", "location/area"),
        claim("SUBORDINATE_TO", "organization/guard", "state/sponsor", **SINCE_2009),
        claim("SPONSORS", "organization/guard", "organization/umbrella", **SINCE_2009),
        claim("SPONSORS", "state/sponsor", "organization/abroad"),
        claim("MEMBER_OF", "organization/big", "organization/umbrella", **SINCE_2009),
        claim("MEMBER_OF", "organization/small", "organization/umbrella", valid_from="2015"),
        claim("SUBORDINATE_TO", "organization/brigade", "organization/umbrella"),
        claim("WING_OF", "organization/brigade", "organization/big"),
        claim("OPERATES_IN", "organization/umbrella", "location/here", **SINCE_2009),
        claim("OPERATES_IN", "organization/free", "location/here"),
        claim("OPERATES_IN", "organization/abroad", "location/far"),
        *(
            claim("HAS_STRENGTH", f"organization/{who}", f"estimate/{what}", last_seen=when)
            for who, what, when in (
                ("umbrella", "umbrella", "2019"),
                ("big", "big", "2019-12-31"),
                ("big", "big-other", "2020-02"),
                ("big", "big-old", "2009"),
                ("brigade", "brigade", "2020-01-02"),
                ("small", "small", "2018"),
                ("abroad", "abroad", "2020"),
                ("free", "free", "2020"),
            )
        ),
        claim("HAS_STRENGTH", "state/sponsor", "estimate/clients", asserted_by="A visitor"),
        claim("AT", "estimate/clients", "location/area"),
    ],
}


@pytest.mark.server
class TestStrength:
    @pytest.fixture
    def loaded(self, graph: Graph, tmp_path: Path) -> Graph:
        load(graph, "tables", write_tables(tmp_path / "tables", **TABLES), "small")
        return graph

    def ask(self, graph: Graph, at: date = DAY, **options: date) -> StrengthAnswer:
        return strength(graph, at, sponsor="state/sponsor", area="location/area", **options)

    def test_adds_up_the_lowest_groups_with_an_estimate(self, loaded: Graph) -> None:
        # big 25 to 40 (two sources within a year), small 20; the brigade is within big, the
        # umbrella counts by its members, abroad is elsewhere, free is sponsored by nobody.
        answer = self.ask(loaded)
        assert [(row.id, row.low, row.high) for row in answer.rows] == [
            ("organization/big", 25, 40),
            ("organization/small", 20, 20),
        ]
        assert (answer.low, answer.high) == (45, 60)
        assert (answer.umbrella_low, answer.umbrella_high) == (100, 150)
        assert {row.id: row.left_out for row in answer.left_out} == {
            "organization/brigade": "within organization/big",
            "organization/umbrella": "its members are counted: organization/big, "
            "organization/small",
        }
        assert {row.through for row in answer.rows} == {"organization/umbrella"}

    def test_sets_the_figure_for_the_whole_beside_the_sum(self, loaded: Graph) -> None:
        answer = self.ask(loaded)
        assert [(one.speaker, one.low) for one in answer.claimed] == [("A visitor", 200)]
        assert "are above it by 140." in answer.words[1]

    def test_membership_and_estimates_are_those_of_the_day(self, loaded: Graph) -> None:
        # In 2010 small is no member yet, and the count of 2009 is the only one near.
        answer = self.ask(loaded, date(2010, 1, 1))
        assert [(row.id, row.low, row.high) for row in answer.rows] == [("organization/big", 1, 1)]

    def test_takes_only_what_was_reported_by_a_day(self, loaded: Graph) -> None:
        answer = self.ask(loaded, known_by=date(2019, 1, 1))
        assert (answer.rows, answer.low, answer.claimed) == ((), 0, ())

    def test_its_table_and_its_document_hold_every_group(self, loaded: Graph) -> None:
        answer = self.ask(loaded)
        assert list(answer.to_frame()["id"]) == [
            "organization/big",
            "organization/small",
            "organization/brigade",
            "organization/umbrella",
        ]
        document = answer.document()
        assert document["low"] == 45
        assert document["words"] == list(answer.words)
