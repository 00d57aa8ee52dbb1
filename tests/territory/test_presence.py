"""Who is in a country: by whose leave, under whom, like whom; over the small world."""

from __future__ import annotations

import re
from datetime import date

from click.testing import CliRunner

from analytics.claims.reading import Claim
from analytics.scope import AsOf
from analytics.territory.presence import find_presence
from analytics.territory.presence_result import Presence, Present
from proxygraph.cli.territory_tables import show_presence
from tests.territory.world import DAY, LASTING, holds, said, sponsors, world


def ask(*claims: Claim, place: str = "location/b", at: date = DAY, **given: object) -> Presence:
    return find_presence(world(*claims, as_of=AsOf(at)), place, [], **given)  # type: ignore[arg-type]


def one(found: Presence) -> Present:
    (present,) = found.present
    return present


def printed(found: Presence) -> str:
    """What is printed of where the only one present is."""
    runner = CliRunner()
    with runner.isolation() as (out, *_):
        show_presence(found, cite=False)
        text = out.getvalue().decode()
    (line,) = [" ".join(part.split()) for part in text.split("\n\n") if part.startswith("g: ")]
    where, _, likely = line.removeprefix("g: ").partition(" consent ")[0].rpartition("; ")
    assert re.fullmatch(r"[a-z ]+ \(\d+%\), (low|moderate|high) confidence", likely)
    return where


class TestPresence:
    def test_all_places_of_the_country_count_and_those_beyond_do_not(self) -> None:
        found = ask(holds("g", "b1"), holds("g", "town"), holds("g", "c1"), holds("h", "c"))
        assert one(found).places == ("Division b1", "Town")
        assert not one(found).country_wide

    def test_a_claim_on_the_country_names_no_place(self) -> None:
        assert one(ask(holds("g", "b"))).country_wide

    def test_each_place_is_held_or_operated_in_as_claims_say_of_it(self) -> None:
        found = ask(
            holds("g", "town", "HOLDS_TERRITORY"),
            holds("g", "town"),
            holds("g", "b1"),
            holds("g", "b3", "HOLDS_TERRITORY"),
            holds("g", "b3", "HOLDS_TERRITORY", stance="denies", key="no", grade="C4"),
        )
        assert {(there.name, there.how, there.contested) for there in one(found).where} == {
            ("Town", "controls", False),
            ("Division b1", "operates", False),
            ("Division b3", "controls", True),
        }
        assert printed(found) == ("controls Town; controls Division b3 !; operates in Division b1")

    def test_control_of_the_country_is_not_told_of_a_town_that_is_operated_in(self) -> None:
        found = ask(holds("g", "b", "HOLDS_TERRITORY"), holds("g", "b1"))
        assert printed(found) == "controls the country as a whole; operates in Division b1"

    def test_presence_in_the_country_says_nothing_beside_its_places(self) -> None:
        found = ask(holds("g", "b"), holds("g", "b1", "HOLDS_TERRITORY"))
        assert printed(found) == "controls Division b1"

    def test_command_is_told_with_who_was_in_the_post(self) -> None:
        found = ask(
            holds("g", "b1"),
            said("COMMANDS", "position/chief", "organization/g", valid_from="2000"),
            said("HOLDS", "person/p", "position/chief", valid_from="2010"),
            said("DIRECTS", "person/dead", "organization/g", valid_from="2000"),
            said("SUBORDINATE_TO", "organization/g", "organization/force", valid_from="2000"),
            dead=frozenset({"person/dead"}),
        )
        command = {(tie.name, tie.holder, tie.how) for tie in one(found).command}
        assert command == {
            ("chief", "p", ("COMMANDS",)),
            ("force", "", ("SUBORDINATE_TO",)),
        }

    def test_sponsors_and_what_it_is_said_to_resemble(self) -> None:
        found = ask(
            holds("g", "b1", consent_de_facto="not_sought", consent_by="state/b"),
            sponsors("g"),
            said("RESEMBLES", "organization/g", "organization/umbrella", first_seen="2019"),
        )
        assert [tie.name for tie in one(found).sponsors] == ["a"]
        assert [tie.name for tie in one(found).resembles] == ["umbrella"]
        assert one(found).consents[0].authority_name == "Beta"
        assert one(found).evidence.sources == 1

    def test_what_is_denied_of_a_command_and_affirmed_by_nobody_is_left_out(self) -> None:
        denied = said("DIRECTS", "state/a", "organization/g", stance="denies", valid_from="2000")
        assert one(ask(holds("g", "b1"), denied)).command == ()

    def test_persons_come_last_and_the_dead_not_at_all(self) -> None:
        found = ask(
            said("OPERATES_IN", "person/a", "location/b", **LASTING),
            said("OPERATES_IN", "person/dead", "location/b", **LASTING),
            holds("g", "b1"),
            dead=frozenset({"person/dead"}),
        )
        assert [present.id for present in found.present] == ["organization/g", "person/a"]

    def test_a_day_before_any_claim_says_so(self) -> None:
        found = ask(holds("g", "b1"), at=date(1950, 1, 1))
        assert found.present == ()
        assert found.silent_before == date(2019, 1, 1)

    def test_at_a_crossing_only_the_own_side_consents(self) -> None:
        # The crossing joins the countries b and c; state/b rules b.
        there = holds("g", "crossing", consent_de_facto="granted", consent_by="state/b")
        assert [c.de_facto for c in one(ask(there)).consents] == ["granted"]
        abroad = one(ask(there, place="location/c"))
        assert [c.de_facto for c in abroad.consents] == ["unknown"]

    def test_what_is_said_of_other_places_does_not_count(self) -> None:
        found = ask(holds("g", "b1"), holds("h", "c1", valid_from="1950"), at=date(1990, 1, 1))
        assert found.silent_before == date(2019, 1, 1)
        assert ask(holds("h", "c1", valid_from="1950"), at=date(1940, 1, 1)).silent_before is None

    def test_a_frame_has_a_line_an_actor(self) -> None:
        frame = ask(holds("g", "b1", "HOLDS_TERRITORY"), holds("h", "b2")).to_frame()
        assert list(frame["hold"]) == ["controls", "operates"]
