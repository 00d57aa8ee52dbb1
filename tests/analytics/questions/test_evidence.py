"""What a line rests on, put together from claims made for the test."""

from __future__ import annotations

from datetime import date

import pytest

from analytics.claims.evidence import Citation, confirmed_on, gather
from analytics.claims.phrases import details, phrase, when
from analytics.claims.reading import Claim
from analytics.questions.support import control_by, mode_of
from analytics.scope import AsOf, Period
from graphdb.errors import InputRefusedError
from graphdb.validtime import parse_date
from tests.analytics.samples import made

PAPER = Citation("source/paper", "A paper", "A publisher", "2019-05", "https://example.org/a")
REPORT = Citation("source/report", "A report", "An office", "2020-02-03", None)
CITED = {one.id: one for one in (PAPER, REPORT)}


def said(stance: str = "affirms", *, sources: tuple[str, ...], **more: object) -> Claim:
    properties = {"dataset": "d", **more}
    return made(
        "SPONSORS", "state/s", "org/a", stance=stance, sources=sources, properties=properties
    )


def test_sources_count_once_and_the_newest_is_shown_as_written() -> None:
    claims = [
        said(sources=("source/paper",)),
        said(sources=("source/paper", "source/report")),
    ]
    evidence = gather(claims, CITED, {})
    assert (evidence.sources, evidence.newest) == (2, date(2020, 2, 3))
    assert gather(claims[:1], CITED, {}).newest_written == "2019-05"
    assert [one.id for one in evidence.citations()] == ["source/report", "source/paper"]
    assert not evidence.disputed


def test_a_denial_is_told_with_its_speaker() -> None:
    claims = [
        said(sources=("source/paper",)),
        said("denies", sources=("source/report",), asserted_by="person/x"),
    ]
    evidence = gather(claims, CITED, {"person/x": "X"})
    assert (evidence.disputed, evidence.disputed_by) == (True, ("X",))
    assert evidence.words() == (
        "unlikely (33%), low confidence, 2 sources, 2020-02-03, disputed by X"
    )
    assert gather(claims[1:], CITED, {}).words() == (
        "affirmed by nobody, 1 source, 2020-02-03, disputed by person/x"
    )


def test_the_speaker_is_the_publisher_where_nobody_else_is_named() -> None:
    witness = gather([said(sources=("source/report",))], CITED, {}).witnesses[0]
    assert (witness.speaker, witness.grade) == ("An office", "A1")


def test_what_is_asked_of_no_day_is_neither_certain_nor_possible() -> None:
    tie = made("TIED_TO", "person/p", "person/q", sources=("source/paper",))
    assert gather([tie], CITED, {}).certain is True
    assert gather([tie], CITED, {}, dated=False).certain is None


def test_what_was_seen_is_confirmed_when_it_was_seen() -> None:
    old = said(sources=("source/report",), last_seen="2012")
    assert confirmed_on(old, [REPORT]) == date(2012, 12, 31)
    assert confirmed_on(said(sources=("source/report",)), [PAPER, REPORT]) == date(2020, 2, 3)


def test_citations_have_title_publisher_date_and_address() -> None:
    assert PAPER.words() == "A paper. A publisher, 2019-05. https://example.org/a"


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ([{"valid_from": "1998~"}], "since 1998~"),
        ([{"valid_from": "2014", "valid_to": "2020-01-03"}], "2014 to 2020-01-03"),
        ([{"valid_to": "2020-01-03"}], "until 2020-01-03"),
        ([{"valid_from": "2014", "valid_to": ".."}], "since 2014"),
        ([{"first_seen": "2012", "last_seen": "2015-06"}], "seen 2012 to 2015-06"),
        ([{"first_seen": "2012"}, {"last_seen": "2010"}], "seen 2010 to 2012"),
        ([{"first_seen": "2012"}, {"valid_from": "2011-04"}], "since 2011-04"),
        ([{}], ""),
    ],
)
def test_times_are_told_as_precisely_as_they_are_known(
    dates: list[dict[str, object]], told: str
) -> None:
    assert when([said(sources=(), **given) for given in dates]) == told


def test_details_name_what_ids_stand_for() -> None:
    claim = said(
        sources=(), support_types=["weapons", "troop_presence"], via="org/b", intent="active"
    )
    assert details([claim], {"org/b": "B"}) == "active; weapons; troop presence; via B"


def test_direction_reads_by_its_mode() -> None:
    claim = made("DIRECTS", "state/s", "org/a", properties={"mode": "influences"})
    assert phrase(claim) == "influences"
    assert phrase(claim, backwards=True) == "is influenced by"


def test_the_strongest_say_counts_and_denials_do_not() -> None:
    influences = made("DIRECTS", "state/s", "org/a", properties={"mode": "influences"})
    under = made("SUBORDINATE_TO", "org/a", "org/s", properties={"chain": "command"})
    denied = made("COMMANDS", "org/s", "org/b", stance="denies", properties={})
    assert control_by({"state/s"}, [influences, under]) == {"org/a": "influences"}
    assert control_by({"state/s", "org/s"}, [influences, under, denied]) == {"org/a": "commands"}
    assert mode_of("commands") == "delegation"
    assert mode_of("influences") == mode_of("") == "orchestration"


def test_a_period_takes_dates_that_may_fall_into_it() -> None:
    spring = Period(date(2020, 3, 1), date(2020, 5, 31))
    assert spring.touches(parse_date("2020"))
    assert not spring.holds(parse_date("2020"))
    assert spring.holds(parse_date("2020-04"))
    assert not spring.touches(parse_date("2020-02"))
    with pytest.raises(InputRefusedError):
        Period(date(2020, 2, 1), date(2020, 1, 1))


def test_the_age_of_evidence_counts_back_from_the_day_asked_about() -> None:
    assert AsOf().oldest is None
    asked = AsOf(known_by=date(2020, 3, 1))
    assert asked.day == asked.dated().at == date(2020, 3, 1)
