"""What claims about territory come to: units, kinds of hold, consent, days. Answers by hand."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.claims.parallel import contested
from analytics.claims.reading import Claim, on_day
from analytics.territory.holds import Hold, first_day, holds_of
from graphdb.errors import UnknownNameError
from tests.territory.world import DAY, holds, said, world


def found(*claims: Claim, day: date = DAY) -> dict[tuple[str, str], Hold]:
    atlas = world(*claims)
    now = on_day(atlas.claims, day)
    return {
        (hold.actor.split("/")[1], hold.spot.split("/")[1]): hold
        for hold in holds_of(atlas.ground, now, contested(now), atlas.hosts)
    }


class TestGround:
    def test_divisions_are_units_and_so_are_countries_without_one(self) -> None:
        units = {key.split("/")[1] for key in world().ground.units}
        assert units == {"a1", "b1", "b2", "b3", "c1", "c2", "d"}

    def test_a_crossing_lies_in_both_units_that_it_joins(self) -> None:
        ground = world().ground
        assert ground.units_of("location/crossing") == {"location/b2", "location/c1"}
        assert ground.crossings("location/b2", "location/c1") == {"location/crossing"}
        assert ground.crossings("location/b1", "location/b2") == frozenset()

    def test_a_country_ends_a_way_by_its_divisions_and_a_sea_by_its_coast(self) -> None:
        ground = world().ground
        assert ground.reached_by("location/c") == {"location/c1", "location/c2"}
        assert ground.reached_by("location/sea") == {"location/c1", "location/c2"}
        assert ground.reached_by("location/town") == {"location/b2"}

    def test_a_place_that_nothing_is_said_of_is_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="Nowhere"):
            world().ground.reached_by("location/nowhere")


class TestHolds:
    def test_a_claim_on_a_country_fills_none_of_its_divisions(self) -> None:
        assert set(found(holds("g", "b"))) == {("g", "b")}

    def test_a_claim_on_a_place_counts_for_its_division(self) -> None:
        hold = found(holds("g", "town"))["g", "b2"]
        assert hold.places == ("location/town",)

    def test_control_goes_before_presence(self) -> None:
        hold = found(holds("g", "b2"), holds("g", "town", "HOLDS_TERRITORY"))["g", "b2"]
        assert (hold.kind, hold.claimed) == ("controls", "controls")

    def test_denied_control_is_contested_and_not_settled(self) -> None:
        hold = found(
            holds("g", "town"),
            holds("g", "town", "HOLDS_TERRITORY"),
            holds("g", "town", "HOLDS_TERRITORY", stance="denies", key="no"),
        )["g", "b2"]
        assert (hold.kind, hold.claimed) == ("contested", "controls")

    def test_control_denied_in_one_town_stays_control_of_the_other_ground(self) -> None:
        hold = found(
            holds("g", "b2", "HOLDS_TERRITORY"),
            holds("g", "town", "HOLDS_TERRITORY"),
            holds("g", "town", "HOLDS_TERRITORY", stance="denies", key="no"),
        )["g", "b2"]
        assert hold.kind == "controls"

    def test_a_doubted_presence_is_contested(self) -> None:
        hold = found(holds("g", "b1"), holds("g", "b1", stance="doubts", key="hm"))["g", "b1"]
        assert (hold.kind, hold.claimed) == ("contested", "operates")

    def test_rivals_of_one_conflict_set_are_both_contested(self) -> None:
        seen = found(
            holds("g", "b1", "HOLDS_TERRITORY", conflict_set="b1"),
            holds("h", "b1", "HOLDS_TERRITORY", conflict_set="b1"),
        )
        assert {hold.kind for hold in seen.values()} == {"contested"}

    def test_what_is_only_denied_is_not_there(self) -> None:
        assert found(holds("g", "b1", stance="denies")) == {}


class TestConsent:
    def test_law_and_fact_and_authority_are_kept_apart_from_each_other(self) -> None:
        hold = found(
            holds(
                "g",
                "b1",
                consent_de_jure="denied",
                consent_de_facto="tolerated",
                consent_by="state/b",
                consent_basis="a law",
            ),
            holds("g", "b1", "BASED_IN", consent_de_facto="granted", consent_by="state/c"),
        )["g", "b1"]
        said_of = {(one.de_jure, one.de_facto, one.authority, one.basis) for one in hold.consents}
        assert said_of == {
            ("denied", "tolerated", "state/b", "a law"),
            ("unknown", "granted", "state/c", ""),
        }
        assert hold.facto == ("granted", "tolerated")

    def test_unknown_is_told_only_where_nothing_else_is(self) -> None:
        hold = found(
            holds("g", "b1"),
            holds("g", "b1", "BASED_IN", consent_de_facto="not_sought"),
        )["g", "b1"]
        assert [one.de_facto for one in hold.consents] == ["not_sought"]
        assert found(holds("g", "b1"))["g", "b1"].facto == ("unknown",)

    def test_at_a_crossing_a_state_consents_on_its_own_side_only(self) -> None:
        # The crossing joins b2, in the country of state/b, and c1.
        seen = found(
            holds("g", "crossing", consent_de_facto="granted", consent_by="state/b"),
            holds("h", "crossing", consent_de_facto="tolerated", consent_by="person/p"),
            holds("i", "c1", consent_de_facto="granted", consent_by="state/b"),
        )
        assert seen["g", "b2"].facto == ("granted",)
        assert seen["g", "c1"].facto == ("unknown",)
        assert seen["h", "c1"].facto == seen["h", "b2"].facto == ("tolerated",)
        assert seen["i", "c1"].facto == ("granted",)  # Said of that side itself.

    def test_consent_in_a_denial_does_not_count(self) -> None:
        hold = found(
            holds("g", "b1"),
            holds("g", "b1", stance="denies", key="no", consent_de_facto="denied"),
        )["g", "b1"]
        assert hold.facto == ("unknown",)


class TestDays:
    def test_an_observation_is_certain_while_it_lasts_and_less_likely_with_every_day(self) -> None:
        claims = [holds("g", "b1", first_seen="2019-03-01", last_seen="2019-03-31")]
        assert [one.certain for one in on_day(claims, date(2019, 3, 31))] == [True]
        assert [one.certain for one in on_day(claims, date(2019, 4, 1))] == [False]
        after = [date(2019, 3, 31), date(2019, 6, 1), date(2024, 6, 1), date(2060, 1, 1)]
        before = [date(2019, 3, 1), date(2019, 1, 1), date(2014, 1, 1), date(1980, 1, 1)]
        for days in (after, before):
            chances = [
                hold.likelihood
                for day in days
                for hold in holds_of(world().ground, on_day(claims, day))
            ]
            assert chances[0] == pytest.approx(0.931)
            assert chances == sorted(set(chances), reverse=True)

    def test_a_stated_start_reaches_on_until_an_end_is_stated(self) -> None:
        open_ended = holds("g", "b1", valid_from="1982")
        ended = holds("g", "b2", valid_from="1982", valid_to="2000-01-01")
        assert [one.end for one in on_day([open_ended, ended], DAY)] == ["location/b1"]
        assert on_day([open_ended], date(1981, 12, 31)) == ()

    def test_support_is_not_bound_by_the_window(self) -> None:
        claim = said("SPONSORS", "state/a", "organization/g", first_seen="1999", last_seen="1999")
        assert [one.certain for one in on_day([claim], DAY)] == [False]

    def test_the_first_day_that_anything_is_said_of(self) -> None:
        claims = [
            holds("g", "b1", first_seen="2019-03-01"),
            holds("g", "b2", valid_from="2018-02"),
            holds("g", "c1", valid_from="1990", stance="denies"),
        ]
        assert first_day(claims) == date(2018, 2, 1)
        assert first_day([]) is None
