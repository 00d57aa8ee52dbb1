"""Each rule on how claims are compiled finds the faulty rows of a small dataset and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from analytics.questions.checks import run_checks
from analytics.questions.data_rules import CHECKS
from graphdb.connection import Graph
from graphdb.governments import GOVERNMENT_OF
from graphdb.settings import Settings
from loaders.engine import load
from tests.conftest import empty
from tests.datasets import SOURCE, Row, claim, organization, person, state, write_tables

ONE, TWO, GROUP, OTHER = "person/one", "person/two", "organization/group", "organization/other"
POST, PLACE, EVENT = "position/post", "location/here", "event/attack"


def source(name: str, **cells: str) -> Row:
    return {**SOURCE, "id": f"source/{name}", "name": name, "origin": name, **cells}


SOURCES = [
    SOURCE,
    source("treasury", origin="us-treasury"),
    source("state", origin="us-state-department"),
    source("wiki", origin="wikipedia", kind="other", reliability="D"),
    {**source("blog", kind="other", reliability="D"), "origin": ""},
    source("early", published="2019"),
    source("undated", published=""),
    source("list", kind="dataset", publisher="The lister", published=""),
    source("copy", kind="dataset", publisher="The lister", published="2021-03"),
    source("coded", kind="dataset", publisher="A coder", published="2021-03"),
    source("dash-paper", publisher="P"),
    source("the-dashpaper", publisher="Q"),
    source("grand-long-name", publisher="The Grand"),
    source("gln", publisher="Grand"),
    source("long-name", publisher="Grand"),
    source("reuters", publisher="Grand"),
    source("long-name-elsewhere", publisher="Elsewhere"),
]

ACTORS = [
    state("Judge"),
    organization("Group"),
    organization("Other"),
    organization("Third"),
    person("One", died="2020-01-03"),
    person("Two", aliases="Too"),
    {**person("Three"), "id": "person/zaki-hamid", "name": "Zakī Ḥamīd"},
    {**person("Four"), "id": "person/abu-four", "aliases": "Abu-Four; Fourth"},
    {**person("Five"), "id": "person/fife"},
    {**person("Six"), "id": "person/abu-six", "name": "Abu Zayd al-Six"},
]

NODES: dict[str, Sequence[Row]] = {
    "sources": SOURCES,
    "actors": ACTORS,
    "positions": [{"id": f"position/{name}", "name": name} for name in ("post", "desk", "seat")],
    "locations": [{"id": PLACE, "name": "Here", "level": "place"}],
    "events": [
        {"id": f"event/{name}", "name": name, "kind": "attack", "starts": "2019"}
        for name in ("attack", "riot", "raid")
    ],
}


def ties(*rows: tuple[str, str, str, str, str]) -> list[Row]:
    return [claim(kind, a, b, id=name, note=note) for name, kind, a, b, note in rows]


CLAIMS: dict[str, tuple[list[Row], set[str]]] = {
    "credibility_without_second_origin": (
        [
            claim("SPONSORS", ONE, GROUP, id="departments", credibility="1",
                  sources="source/treasury;source/state"),
            claim("SPONSORS", TWO, GROUP, id="encyclopedia", credibility="1",
                  sources="source/paper;source/wiki;source/blog"),
            claim("SPONSORS", TWO, OTHER, id="two", credibility="1",
                  sources="source/paper;source/treasury"),
            claim("SPONSORS", ONE, OTHER, id="probable", sources="source/treasury;source/state"),
        ],
        {"departments", "encyclopedia"},
    ),
    "reliability_beyond_the_act": (
        [
            claim("DESIGNATED", "state/judge", ONE, id="act", reliability="A", basis="Order"),
            claim("MEMBER_OF", ONE, GROUP, id="reason", reliability="A"),
            claim("MEMBER_OF", TWO, GROUP, id="paper"),
            claim("HOLDS", ONE, POST, id="decree", reliability="A", instrument="decree"),
            claim("HOLDS", TWO, POST, id="remark", reliability="A", instrument="decree",
                  sources="source/copy"),
            claim("HOLDS", ONE, "position/desk", id="no-act", reliability="A"),
        ],
        {"reason", "remark", "no-act"},
    ),
    "denials_graded_too_well": (
        [
            claim("DIRECTS", ONE, GROUP, id="possible", stance="denies", credibility="3",
                  asserted_by=ONE),
            claim("DIRECTS", TWO, GROUP, id="doubtful", stance="denies", credibility="4",
                  asserted_by=GROUP),
            claim("DIRECTS", TWO, OTHER, id="against", stance="denies", credibility="4",
                  asserted_by=f"A paper; {OTHER}"),
            claim("DIRECTS", TWO, OTHER, id="confirmed", credibility="1",
                  sources="source/paper;source/treasury"),
            claim("DIRECTS", ONE, OTHER, id="improbable", stance="denies", credibility="5",
                  asserted_by=ONE),
            claim("MEMBER_OF", "person/fife", GROUP, id="membership"),
            claim("SPONSORS", ONE, GROUP, id="member", stance="denies", asserted_by="person/fife"),
            claim("SPONSORS", ONE, OTHER, id="others", stance="denies", asserted_by="person/fife"),
            claim("SPONSORS", TWO, OTHER, id="publisher", stance="denies"),
            claim("MEMBER_OF", TWO, GROUP, id="expelled", stance="denies", asserted_by=GROUP),
            claim("TARGETED", EVENT, ONE, id="alive", stance="denies", asserted_by=ONE),
        ],
        {"possible", "against", "member"},
    ),
    "graded_beyond_the_note": (
        [
            claim("SPONSORS", ONE, GROUP, id="reading", note="Read here from two passages."),
            claim("SPONSORS", ONE, OTHER, id="possible", note="Editor's reading.",
                  credibility="3"),
            claim("TARGETED", EVENT, ONE, id="died", note="One was among the dead."),
            claim("TARGETED", EVENT, GROUP, id="group", note="Its men were among the dead."),
            claim("PERPETRATED", GROUP, EVENT, id="crowd", note="Supporters of the group."),
            claim("PERPETRATED", OTHER, EVENT, id="itself", note="Claimed by the group."),
        ],
        {"reading", "died", "crowd"},
    ),
    "lists_read_as_observations": (
        [
            claim("DESIGNATED", "state/judge", TWO, id="act", sources="source/list", basis="B"),
            claim("RIVAL_OF", TWO, GROUP, id="on-the-day", sources="source/list",
                  first_seen="2018-05-01", last_seen="2018-05-01"),
            claim("RIVAL_OF", TWO, OTHER, id="read-on", sources="source/list",
                  first_seen="2018-05-01", last_seen="2021"),
            claim("MEMBER_OF", ONE, GROUP, id="entry", sources="source/copy", last_seen="2021"),
            claim("MEMBER_OF", TWO, GROUP, id="undated", sources="source/list;source/undated",
                  first_seen="2019"),
            claim("MEMBER_OF", ONE, OTHER, id="paper", sources="source/copy;source/paper",
                  last_seen="2020-01"),
            claim("MEMBER_OF", TWO, OTHER, id="unseen", sources="source/copy"),
            claim("ALLIED_WITH", GROUP, OTHER, id="coded", sources="source/coded",
                  last_seen="2021"),
        ],
        {"entry", "undated", "read-on"},
    ),
    "seen_after_sources": (
        [
            claim("ALLIED_WITH", ONE, GROUP, id="later", last_seen="2020-01-10"),
            claim("ALLIED_WITH", ONE, OTHER, id="same", last_seen="2020-01-09"),
            claim("ALLIED_WITH", TWO, GROUP, id="month", last_seen="2020-02~"),
            claim("ALLIED_WITH", TWO, OTHER, id="year", last_seen="2020"),
            claim("RIVAL_OF", ONE, GROUP, id="in-the-year", last_seen="2019-12-31",
                  sources="source/early"),
            claim("RIVAL_OF", ONE, OTHER, id="next-year", last_seen="2020-01",
                  sources="source/early"),
            claim("RIVAL_OF", TWO, GROUP, id="undated", last_seen="2024",
                  sources="source/early;source/undated"),
            claim("RIVAL_OF", TWO, OTHER, id="decade", last_seen="202X"),
        ],
        {"later", "month", "next-year"},
    ),
    "starts_from_foundings": (
        [
            claim("FOUNDED", ONE, GROUP, id="founding", valid_from="2014-06"),
            claim("SPONSORS", TWO, GROUP, id="inferred", valid_from="2014"),
            claim("MEMBER_OF", GROUP, OTHER, id="member", valid_from="2014-07-01"),
            claim("SPONSORS", ONE, GROUP, id="stated", valid_from="2014", note="Paid since 2014."),
            claim("DIRECTS", TWO, GROUP, id="later", valid_from="2015"),
            claim("ALLIED_WITH", TWO, GROUP, id="ally", valid_from="2014"),
        ],
        {"inferred", "member"},
    ),
    "active_after_death": (
        [
            claim("DIRECTS", ONE, GROUP, id="seen", last_seen="2020-01-09"),
            claim("DIRECTS", ONE, OTHER, id="alive", last_seen="2020-01-03"),
            claim("TIED_TO", TWO, ONE, id="tie", first_seen="2020-01-05", note="Personal: kin"),
            claim("MEMBER_OF", ONE, GROUP, id="year", last_seen="2020"),
            claim("MEMBER_OF", TWO, GROUP, id="living", last_seen="2020-01-09"),
            claim("COMMANDS", ONE, GROUP, id="denied", last_seen="2020-01-09", stance="denies",
                  credibility="4"),
        ],
        {"seen", "tie"},
    ),
    "terms_open_after_death": (
        [
            claim("HOLDS", ONE, POST, id="open", valid_from="2010", valid_to=""),
            claim("HOLDS", ONE, "position/desk", id="ended", valid_from="2010",
                  valid_to="2020-01-03"),
            claim("HOLDS", ONE, "position/seat", id="seen", last_seen="2019"),
            claim("HOLDS", TWO, POST, id="living", valid_from="2010"),
        ],
        {"open"},
    ),
    "ties_without_reason": (
        ties(
            ("bare", "TIED_TO", ONE, TWO, "They met."),
            ("no-reason", "TIED_TO", ONE, GROUP, "Personal: "),
            ("personal", "TIED_TO", TWO, GROUP, "Personal: kin"),
            ("on-the-man", "TIED_TO", ONE, OTHER, "Office-bound: held by his predecessor"),
            ("on-the-post", "TIED_TO", POST, GROUP, "Office-bound: held by his predecessor"),
            ("post-personal", "TIED_TO", POST, ONE, "Personal: kin"),
            ("portfolio", "HANDLES", ONE, GROUP, "Undetermined: no source says"),
            ("silent-portfolio", "HANDLES", TWO, GROUP, ""),
            ("office", "HANDLES", "organization/other", GROUP, "Office-bound: its task"),
        ),
        {"bare", "no-reason", "on-the-man", "post-personal", "silent-portfolio"},
    ),
    "commanders_of_two_units": (
        [
            claim("COMMANDS", ONE, GROUP, id="first", valid_from="2010"),
            claim("COMMANDS", ONE, OTHER, id="second", valid_from="2012"),
            claim("COMMANDS", TWO, GROUP, id="then", valid_from="2010", valid_to="2012-01-01"),
            claim("COMMANDS", TWO, OTHER, id="next", valid_from="2012-01-01"),
            claim("COMMANDS", "person/fife", GROUP, id="either", conflict_set="unit"),
            claim("COMMANDS", "person/fife", OTHER, id="or", conflict_set="unit"),
        ],
        {"first"},
    ),
    "pooled_support": (
        [
            claim("SPONSORS", ONE, GROUP, id="unnamed", pooled="true", credibility="3"),
            claim("SPONSORS", ONE, OTHER, id="absent", pooled="true", credibility="3",
                  alternatives=f"{TWO};{GROUP}"),
            claim("SPONSORS", TWO, GROUP, id="certain", pooled="true",
                  alternatives=f"{TWO};{ONE}"),
            claim("SPONSORS", TWO, OTHER, id="pooled", pooled="true", credibility="3",
                  alternatives=f"{TWO};{ONE}"),
            claim("SPONSORS", GROUP, OTHER, id="plain"),
        ],
        {"unnamed", "absent", "certain"},
    ),
    "consent_without_basis": (
        [
            claim("BASED_IN", ONE, PLACE, id="baseless", consent_de_jure="unknown",
                  consent_de_facto="tolerated"),
            claim("BASED_IN", TWO, PLACE, id="unknown", consent_de_jure="unknown",
                  consent_de_facto="unknown"),
            claim("BASED_IN", GROUP, PLACE, id="based", consent_de_jure="granted",
                  consent_de_facto="granted", consent_basis="A treaty."),
        ],
        {"baseless"},
    ),
    "speakers_as_text": (
        [
            claim("RIVAL_OF", ONE, TWO, id="words", asserted_by="Somebody; group"),
            claim("RIVAL_OF", ONE, GROUP, id="id", asserted_by=GROUP),
            claim("RIVAL_OF", ONE, OTHER, id="stranger", asserted_by="A Group of Friends"),
        ],
        {"words"},
    ),
    "lone_conflict_sets": (
        [
            claim("RIVAL_OF", ONE, TWO, id="lone", conflict_set="alone"),
            claim("RIVAL_OF", ONE, GROUP, id="pair", conflict_set="both"),
            claim("ALLIED_WITH", ONE, GROUP, id="of-two", conflict_set="both"),
        ],
        {"lone"},
    ),
}  # fmt: skip
"""Name of a check → claims of a dataset, and the ids of those that are at fault."""


@pytest.fixture(scope="module")
def opened(server: Settings) -> Iterator[Graph]:
    with Graph(server) as graph:
        empty(graph, server)
        yield graph
        empty(graph, server)


def found(graph: Graph, folder: Path, claims: Sequence[Row], check: str) -> list[dict[str, object]]:
    tables = write_tables(folder, **NODES, claims=claims)
    (tables / "dataset.toml").write_text("release = 2026-01-01\n")
    load(graph, "tables", tables, "rules")
    results = {result.name: result.rows for result in run_checks(graph).results}
    return [dict(row) for row in results[check]]


@pytest.mark.server
@pytest.mark.parametrize("check", CLAIMS)
def test_finds_the_faulty_claims_alone(opened: Graph, tmp_path: Path, check: str) -> None:
    claims, faulty = CLAIMS[check]
    rows = found(opened, tmp_path / "tables", claims, check)
    assert {str(row["claim"]).removeprefix("rules/") for row in rows} == faulty
    assert len(rows) == len(faulty)


@pytest.mark.server
def test_finds_persons_whose_id_spells_another_name(opened: Graph, tmp_path: Path) -> None:
    rows = found(opened, tmp_path / "tables", [claim("RIVAL_OF", ONE, TWO)], "names_unlike_ids")
    assert [(row["id"], row["name"]) for row in rows] == [("person/fife", "Five")]


@pytest.mark.server
def test_finds_witnesses_under_two_names(opened: Graph, tmp_path: Path) -> None:
    claims = [claim("RIVAL_OF", ONE, TWO)]
    rows = found(opened, tmp_path / "tables", claims, "origins_under_two_names")
    assert {(row["one"], row["other"]) for row in rows} == {
        ("dash-paper", "the-dashpaper"),
        ("gln", "grand-long-name"),
        ("long-name", "grand-long-name"),
    }


def test_publishers_lists_are_not_judged_by_them() -> None:
    compiled = {check.name for check in CHECKS if check.compiled_only}
    assert {*CLAIMS, "names_unlike_ids", "origins_under_two_names"} <= compiled


def test_no_government_is_a_department() -> None:
    assert not set(GOVERNMENT_OF.values()) & set(GOVERNMENT_OF)
