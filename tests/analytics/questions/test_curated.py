"""Everyday questions asked of the curated dataset; what is expected is read from its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from analytics.claims.lifetimes import read_lifetimes
from analytics.claims.likelihood import likely
from analytics.claims.reading import claims_at
from analytics.questions.centrality import centrality
from analytics.questions.changes import changes
from analytics.questions.cohesion import EXITS, FACADES, MOVED, cohesion
from analytics.questions.disputes import disputes
from analytics.questions.explain import explain
from analytics.questions.find import find
from analytics.questions.lines import Line, Lines
from analytics.questions.path import path
from analytics.questions.profile import BELOW, CLIENTS, MEMBERSHIPS, PATRONS, POSTS, profile
from analytics.questions.seed import AREA
from analytics.questions.sponsors import Wanted, sponsors
from analytics.questions.strength import strength
from analytics.questions.timeline import timeline
from analytics.scope import AsOf, Period, Question
from graphdb.connection import Graph
from graphdb.settings import Settings
from graphdb.validtime import parse_date
from loaders.engine import load
from proxygraph.cli import program
from tests.analytics.questions.rows import (
    DATA,
    Row,
    affirmed,
    claim_ids,
    claims,
    may_hold,
    sources_of,
    table,
)
from tests.conftest import empty

pytestmark = pytest.mark.server

EVE = date(2020, 1, 2)
ON_EVE = AsOf(EVE)
IRAN = "state/iran"
KATAIB = "organization/kataib-hezbollah"
PMF = "organization/popular-mobilization-forces"
SOLEIMANI = "person/qasem-soleimani"
SEED_ESTIMATE = "estimate/iran-clients-border-to-mediterranean-2020-01-09"
WEEKS = Period(date(2019, 12, 1), date(2020, 3, 31))


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    """The curated dataset, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened
        empty(opened, server)


def ids_of(lines: tuple[Line, ...]) -> set[str]:
    return {line.id for line in lines}


def claims_of(answer: Lines) -> set[str]:
    return {witness.claim for line in answer.lines for witness in line.evidence.witnesses}


def by_id() -> dict[str, Row]:
    return {f"curated/{row['id']}": row for row in table("claims")}


class TestFind:
    @pytest.mark.parametrize("kind", ["kunya", "brand", "former", "script", "alias"])
    def test_every_kind_of_name_finds_its_bearer(self, curated: Graph, kind: str) -> None:
        row = claims("NAMED", kind=kind)[0]
        name = next(one["name"] for one in table("names") if one["id"] == row["end"])
        found = {one.id: one for one in find(curated, name).rows}
        assert found[row["start"]].score == 100
        assert found[row["start"]].by.datasets == ("curated",)
        hows = {spelling.how for spelling in found[row["start"]].names if spelling.text == name}
        assert kind in hows

    @pytest.mark.parametrize(
        ("wanted", "meant"),
        [
            ("Soleymani", SOLEIMANI),
            ("قاسم سلیمانی", SOLEIMANI),
            ("Kataib Hizbolah", KATAIB),
            ("هادي العامري", "person/hadi-al-amiri"),
            ("Islamic Revolution Guards Corp", "organization/irgc"),
        ],
    )
    def test_misspelled_and_in_the_other_script(
        self, curated: Graph, wanted: str, meant: str
    ) -> None:
        assert find(curated, wanted).rows[0].id == meant

    def test_nothing_is_like_nonsense(self, curated: Graph) -> None:
        assert find(curated, "zzzqqxx").rows == ()


class TestProfile:
    def test_patrons_clients_and_memberships_are_those_of_the_tables(self, curated: Graph) -> None:
        answer = profile(curated, KATAIB, ON_EVE)
        found = answer.sections()
        absent = read_lifetimes(curated, EVE, EVE).absent(EVE)
        for section, kind, side, other in (
            (PATRONS, "SPONSORS", "end", "start"),
            (CLIENTS, "SPONSORS", "start", "end"),
            (MEMBERSHIPS, "MEMBER_OF", "start", "end"),
        ):
            rows = affirmed(claims(kind, **{side: KATAIB}))
            expected = {row[other] for row in rows if may_hold(row, EVE)}
            assert expected
            told = tuple(line for line in found.get(section, ()) if line.evidence.affirmed)
            weaker = tuple(line for line in answer.weaker if line.section == section)
            assert ids_of(told) <= expected, section
            assert ids_of((*told, *weaker)) == expected - absent, section
            assert all(line.evidence.likelihood < 0.5 for line in weaker)

    def test_each_line_counts_the_sources_of_its_claims(self, curated: Graph) -> None:
        rows = by_id()
        for line in profile(curated, SOLEIMANI, ON_EVE).lines:
            mine = [rows[witness.claim] for witness in line.evidence.witnesses]
            assert line.evidence.sources == len(sources_of(mine)), line.text
            newest = [one["published"] for one in table("sources") if one["id"] in sources_of(mine)]
            if any(newest):
                days = [parse_date(day).earliest for day in newest if day]
                assert line.evidence.newest == max(days), line.text

    def test_the_commander_of_the_day_surely_holds_the_post(self, curated: Graph) -> None:
        post = "Commander of the Quds Force"
        for day, holder in ((EVE, SOLEIMANI), (date(2020, 2, 1), "person/esmail-qaani")):
            lines = profile(curated, "organization/quds-force", AsOf(day)).sections()[POSTS]
            sure = {
                line.id for line in lines if line.text.startswith(post) and line.evidence.certain
            }
            assert sure == {holder}

    def test_chains_reach_further_than_one_step(self, curated: Graph) -> None:
        answer = profile(curated, "organization/irgc", ON_EVE)
        told = {
            line.id
            for line in (*answer.lines, *answer.weaker)
            if line.section == BELOW and line.relation == "SUBORDINATE_TO"
        }
        for whole in ("organization/irgc", "organization/quds-force"):
            rows = affirmed(claims("SUBORDINATE_TO", end=whole))
            parts = {row["start"] for row in rows if may_hold(row, EVE)}
            assert parts
            assert parts <= told

    def test_what_was_not_yet_said_is_left_out(self, curated: Graph) -> None:
        known = profile(curated, SOLEIMANI, AsOf(EVE, known_by=EVE))
        everything = profile(curated, SOLEIMANI, ON_EVE)
        assert claims_of(known) < claims_of(everything)
        for line in known.lines:
            assert line.evidence.newest is None or line.evidence.newest <= EVE
            for citation in line.evidence.citations():
                assert citation.day is None or citation.day <= EVE

    def test_evidence_that_is_too_old_is_left_out(self, curated: Graph) -> None:
        year = timedelta(days=365)
        recent = profile(curated, KATAIB, AsOf(EVE, max_age=year, min_likelihood=0))
        everything = profile(curated, KATAIB, AsOf(EVE, min_likelihood=0))
        gone = claims_of(everything) - claims_of(recent)
        rows = by_id()
        seen = {key for key in claims_of(everything) if rows[key].get("last_seen")}
        stale = {
            key for key in seen if parse_date(rows[key]["last_seen"]).latest < date(2019, 1, 2)
        }
        assert stale
        assert stale <= gone
        assert not (seen - stale) & gone

    def test_a_day_before_everything_says_so(self, curated: Graph) -> None:
        told = " ".join(profile(curated, KATAIB, AsOf(date(1500, 1, 1))).remarks)
        assert "1500-01-01 is before" in told


class TestSponsors:
    def test_the_clients_are_those_of_the_tables(self, curated: Graph) -> None:
        answer = sponsors(curated, IRAN, ON_EVE)
        every = {row.id for row in (*answer.rows, *answer.weaker)}
        absent = read_lifetimes(curated, EVE, EVE).absent(EVE)
        direct = {row.id for row in answer.direct()}
        assert all(row.evidence.likelihood >= 0.5 for row in answer.direct())
        assert "organization/mahdi-army" not in {row.id for row in answer.rows}
        rows = [row for row in affirmed(claims("SPONSORS", start=IRAN)) if may_hold(row, EVE)]
        clients = {row["end"] for row in rows if row["end"].startswith("organization/")}
        assert clients - absent <= every
        supported = {row["end"] for row in affirmed(claims("SPONSORS"))}
        assert direct <= supported

    def test_a_client_has_the_kinds_of_support_of_its_rows(self, curated: Graph) -> None:
        answer = sponsors(curated, IRAN, ON_EVE, Wanted(support=("weapons",)))
        assert answer.rows
        assert all("weapons" in row.support_types for row in answer.rows)
        hezbollah = next(row for row in answer.rows if row.id == "organization/hezbollah")
        givers = (IRAN, "organization/irgc", "organization/quds-force")
        given = {
            kind
            for row in affirmed(claims("SPONSORS", end="organization/hezbollah"))
            if row["start"] in givers and may_hold(row, EVE)
            for kind in row["support_types"].split(";")
        }
        assert set(hezbollah.support_types) == given - {""}

    def test_the_two_modes_share_the_clients_out(self, curated: Graph) -> None:
        everyone = {row.id for row in sponsors(curated, IRAN, ON_EVE).rows}
        delegated = sponsors(curated, IRAN, ON_EVE, Wanted(mode="delegation")).rows
        orchestrated = sponsors(curated, IRAN, ON_EVE, Wanted(mode="orchestration")).rows
        assert {row.id for row in delegated} | {row.id for row in orchestrated} == everyone
        assert not {row.id for row in delegated} & {row.id for row in orchestrated}
        assert all(row.control in ("commands", "directs") for row in delegated)

    def test_the_sum_counts_nobody_twice_and_stands_beside_the_seeds_figure(
        self, curated: Graph
    ) -> None:
        answer = sponsors(curated, IRAN, ON_EVE, Wanted(area=AREA))
        whole = strength(curated, EVE)
        assert (answer.low, answer.high) == (whole.low, whole.high)
        added = {row.id for row in answer.rows if row.added}
        kinds = ("MEMBER_OF", "SUBORDINATE_TO", "WING_OF", "FACADE_FOR")
        asked = Question(EVE, relations=kinds)
        belongs = {
            (one.start, one.end)
            for one in likely(claims_at(curated, asked))
            if one.type in kinds and one.stance == "affirms"
        }
        assert belongs
        assert not {pair for pair in belongs if set(pair) <= added}
        seed = next(row for row in table("estimates") if row["id"] == SEED_ESTIMATE)
        assert answer.beside is not None
        figures = {(one.low, one.high, one.speaker) for one in answer.beside.claimed}
        assert (int(seed["low"]), int(seed["high"]), "Jonathan Spyer") in figures

    def test_hops_start_at_the_leader(self, curated: Graph) -> None:
        answer = sponsors(curated, IRAN, ON_EVE)
        leader = claims("HOLDS", end="position/supreme-leader", start="person/ali-khamenei")
        assert leader
        assert answer.leader == "Ali Khamenei"


class TestTimeline:
    def test_rival_attributions_stand_side_by_side(self, curated: Graph) -> None:
        event = "event/k1-rocket-attack"
        name = next(row["name"] for row in table("events") if row["id"] == event)
        lines = [line for line in timeline(curated, [], AsOf()).lines if name in line.section]
        blamed = {line.id for line in lines if line.relation == "PERPETRATED"}
        assert blamed == {row["start"] for row in claims("PERPETRATED", end=event)}
        answers = {line.id for line in lines if line.text.startswith("was answered by")}
        assert answers == {row["start"] for row in claims("RESPONSE_TO", end=event)}

    def test_events_come_in_order_of_time_and_within_the_period(self, curated: Graph) -> None:
        answer = timeline(curated, [KATAIB], AsOf(), WEEKS)
        days = [parse_date(line.section.split("  ")[0]) for line in answer.lines]
        assert [day.earliest for day in days] == sorted(day.earliest for day in days)
        assert all(WEEKS.touches(day) for day in days)
        mine = {row["end"] for row in claims("PERPETRATED", start=KATAIB)}
        mine |= {row["start"] for row in claims("TARGETED", end=KATAIB)}
        names = {
            row["name"]
            for row in table("events")
            if row["id"] in mine and WEEKS.touches(parse_date(row["starts"]))
        }
        assert names
        assert all(any(name in line.section for line in answer.lines) for name in names)


class TestDisputes:
    def test_everything_denied_or_doubted_is_told(self, curated: Graph) -> None:
        against = claim_ids(claims_with_stance("denies") + claims_with_stance("doubts"))
        assert against
        assert against <= claims_of(disputes(curated, AsOf()))

    def test_claims_that_exclude_one_another_stand_side_by_side(self, curated: Graph) -> None:
        answer = disputes(curated, AsOf())
        rivals = claim_ids(
            [
                row
                for row in affirmed(list(table("claims")))
                if row.get("conflict_set") == "hezbollah-military-commander-2016"
            ]
        )
        assert len(rivals) > 1
        sections = {
            line.section
            for line in answer.lines
            if rivals & {witness.claim for witness in line.evidence.witnesses}
        }
        assert len(sections) == 1
        assert all(line.evidence.disputed for line in answer.lines)

    def test_only_those_of_one_actor(self, curated: Graph) -> None:
        mine = disputes(curated, AsOf(), KATAIB)
        own = claim_ids(
            [
                row
                for row in claims_with_stance("denies") + claims_with_stance("doubts")
                if KATAIB in (row["start"], row["end"])
            ]
        )
        assert own <= claims_of(mine) < claims_of(disputes(curated, AsOf()))


def claims_with_stance(stance: str) -> list[Row]:
    return [row for row in table("claims") if row.get("stance") == stance]


class TestPath:
    def test_every_step_rests_on_claims_about_its_ends(self, curated: Graph) -> None:
        answer = path(curated, "person/ali-khamenei", KATAIB, ON_EVE)
        rows = by_id()
        for route in answer.routes:
            assert (route.ids[0], route.ids[-1]) == ("person/ali-khamenei", KATAIB)
            for step in route.steps:
                told = [rows[witness.claim] for witness in step.evidence.witnesses]
                assert told
                assert any(step.id in (row["start"], row["end"]) for row in told)
        hops = [route.hops for route in answer.routes]
        assert hops == sorted(hops, reverse=True)


class TestChanges:
    def test_what_began_is_what_the_tables_say(self, curated: Graph) -> None:
        january = Period(date(2020, 1, 1), date(2020, 1, 31))
        answer = changes(curated, january, AsOf())
        begun = {
            f"curated/{row['id']}"
            for row in table("claims")
            if row.get("valid_from") and january.touches(parse_date(row["valid_from"]))
            if row["type"] not in ("WITHIN", "BORDERS", "AT", "RESPONSE_TO")
            if not row["start"].startswith(("location/", "position/"))
        }
        told = {
            witness.claim
            for line in answer.lines
            if " begins: " in line.text
            for witness in line.evidence.witnesses
        }
        assert begun
        assert told == begun

    def test_one_actors_changes_include_its_posts(self, curated: Graph) -> None:
        answer = changes(curated, WEEKS, AsOf(), PMF)
        assert {line.section for line in answer.lines} == {"Popular Mobilization Forces"}
        posts = {row["start"] for row in claims("POST_IN", end=PMF)}
        taken = {
            f"curated/{row['id']}"
            for row in claims("HOLDS")
            if row["end"] in posts
            and row.get("valid_from")
            and WEEKS.touches(parse_date(row["valid_from"]))
        }
        assert taken
        assert taken <= claims_of(answer)


class TestCohesion:
    def test_exits_and_moves_are_those_of_the_tables(self, curated: Graph) -> None:
        period = Period(date(2014, 1, 1), date(2021, 6, 30))
        answer = cohesion(curated, PMF, period, AsOf())
        lines = answer.sections()
        left = {
            row["start"]
            for row in affirmed(claims("MEMBER_OF", "SUBORDINATE_TO", end=PMF))
            if row["start"].startswith("organization/")
            if row.get("valid_to") not in (None, "", "..")
            and period.touches(parse_date(row["valid_to"]))
        }
        told = {
            by_id()[witness.claim]["start"]
            for line in lines[EXITS]
            for witness in line.evidence.witnesses
        }
        assert left
        assert told == left
        assert answer.counts[EXITS] == len(lines[EXITS])
        moved = {by_id()[line.evidence.witnesses[0].claim]["start"] for line in lines[MOVED]}
        assert moved
        assert moved <= {row["start"] for row in claims("SUBORDINATE_TO")}
        assert all(line.relation == "FACADE_FOR" for line in lines[FACADES])


class TestExplain:
    def test_it_explains_the_rank_that_centrality_gives(self, curated: Graph) -> None:
        ranking = centrality(curated, Question(EVE), "local", "betweenness")
        row = next(one for one in ranking.rows if one.id == SOLEIMANI)
        answer = explain(curated, SOLEIMANI, ON_EVE)
        assert (answer.rank, answer.of) == (row.rank, len(ranking.rows))
        assert answer.score == pytest.approx(row.betweenness)
        assert len(answer.lines) == row.degree
        sources = {one.id for line in answer.lines for one in line.evidence.citations()}
        assert len(sources) == row.sources

    def test_the_cypher_shows_the_same_claims(self, curated: Graph) -> None:
        answer = explain(curated, "organization/liwa-fatemiyoun", ON_EVE, "degree")
        assert answer.lines
        assert all(f"'{claim}'" in answer.cypher for claim in claims_of(answer))
        rows = curated.read("analytics/everyday/explain", claims=sorted(claims_of(answer)))
        assert len(rows) == len(claims_of(answer))


VERBS = (
    ("find", "Soleymani"),
    ("find", "قاسم سلیمانی", "--sources"),
    ("profile", "Kata'ib Hezbollah", "--at", "2020-01-02"),
    (
        "profile",
        "Kata'ib Hezbollah",
        "--at",
        "2020-01-02",
        "--max-age",
        "2y",
        "--dataset",
        "curated",
    ),
    ("sponsors", "Iran", "--at", "2020-01-02", "--area", AREA),
    ("timeline", "Kata'ib Hezbollah", "--from", "2019-12-01", "--to", "2020-03-31"),
    ("disputes", "--at", "2020-01-02"),
    ("path", "Ali Khamenei", "Kata'ib Hezbollah", "--at", "2020-01-02"),
    ("changes", "--from", "2020-01-01", "--to", "2020-01-31", "--known-by", "2021-01-01"),
    ("cohesion", "Popular Mobilization Forces", "--from", "2014-01-01"),
    ("explain", "person/esmail-qaani", "--at", "2020-01-02", "--measure", "degree"),
)


@pytest.mark.parametrize("words", VERBS, ids=lambda words: " ".join(words[:2]))
def test_verbs_print_within_80_columns_and_whole_in_json(
    curated: Graph, server: Settings, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    printed = CliRunner().invoke(program, list(words), catch_exceptions=False)
    assert printed.exit_code == 0
    wide = [line for line in printed.output.splitlines() if len(line) > 80]
    assert [line for line in wide if "http" not in line] == []
    document = json.loads(
        CliRunner().invoke(program, [*words, "--json"], catch_exceptions=False).stdout
    )
    assert document["question"]
