"""From claims to the network: posts, holders, directions, probabilities, what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from analytics.claims.reading import Claim
from analytics.network.person_network import Network, network_of, person_network, person_networks
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import UnknownNameError
from loaders.engine import load
from tests.analytics.samples import DAY, made
from tests.datasets import claim, organization, person, state, write_tables

WHEN = Question(DAY, min_likelihood=0)


def arrows(network: Network) -> set[tuple[str, str, str]]:
    return {(tie.source, "--" if tie.mutual else "->", tie.target) for tie in network.ties}


def chances(*claims: Claim) -> list[float]:
    return [round(tie.likelihood, 6) for tie in network_of(claims, WHEN).ties]


class TestPosts:
    chain = (
        made("HOLDS", "person/l", "post/leader"),
        made("HOLDS", "person/p", "post/r", confidence=0.8),
        made("REPORTS_TO", "post/r", "post/leader"),
        made("COMMANDS", "post/r", "org/a"),
        made("SUBORDINATE_TO", "org/b", "post/r"),
    )

    def test_are_replaced_by_their_holders_down_the_command(self) -> None:
        network = network_of(self.chain, WHEN)
        assert arrows(network) == {
            ("person/l", "->", "person/p"),
            ("person/p", "->", "org/a"),
            ("person/p", "->", "org/b"),
        }
        assert {v.id: v.label for v in network.vertices.values()} == {
            "org/a": "Organization",
            "org/b": "Organization",
            "person/l": "Person",
            "person/p": "Person",
        }

    def test_holding_weighs_on_the_tie_and_is_on_record(self) -> None:
        (tie,) = (t for t in network_of(self.chain, WHEN).ties if t.target == "org/a")
        assert tie.likelihood == pytest.approx(0.5 * 0.8)
        assert [claim.claim_id for claim in tie.claims] == ["COMMANDS:post/r:org/a"]
        assert [claim.start for claim in tie.holdings] == ["person/p"]

    def test_without_a_holder_are_dormant(self) -> None:
        network = network_of(self.chain[2:], WHEN)
        assert (network.ties, network.vertices) == ((), {})
        assert network.dormant == ("post/leader", "post/r")

    def test_of_the_dead_are_dormant(self) -> None:
        network = network_of(self.chain, WHEN, dead=frozenset({"person/p"}))
        assert network.dormant == ("post/r",)
        assert network.ties == ()

    def test_stay_where_they_are_kept(self) -> None:
        network = network_of(self.chain, Question(DAY, keep_positions=True, min_likelihood=0))
        assert arrows(network) == {
            ("person/l", "--", "post/leader"),
            ("person/p", "--", "post/r"),
            ("post/leader", "->", "post/r"),
            ("post/r", "->", "org/a"),
            ("post/r", "->", "org/b"),
        }

    def test_of_one_person_give_no_loop(self) -> None:
        both = made("HOLDS", "person/l", "post/r")
        assert network_of((self.chain[0], both, self.chain[2]), WHEN).ties == ()

    def test_for_one_go_to_whoever_surely_holds_them(self) -> None:
        claims = (
            made("HOLDS", "person/old", "post/r", certain=False, confidence=0.9),
            made("HOLDS", "person/new", "post/r"),
            made("COMMANDS", "post/r", "org/a"),
        )
        single = network_of(claims, WHEN, single_holder=frozenset({"post/r"}))
        assert arrows(single) == {("person/new", "->", "org/a")}
        assert arrows(network_of(claims, WHEN)) == {
            ("person/new", "->", "org/a"),
            ("person/old", "->", "org/a"),
        }

    def test_for_one_with_two_sure_holders_are_disputed(self) -> None:
        claims = (
            made("HOLDS", "person/x", "post/r", confidence=0.7),
            made("HOLDS", "person/y", "post/r"),
            made("COMMANDS", "post/r", "org/a"),
        )
        network = network_of(claims, WHEN, single_holder=frozenset({"post/r"}))
        assert arrows(network) == {("person/x", "->", "org/a")}
        assert [tie.disputed for tie in network.ties] == [True]

    def test_denied_to_somebody_are_held_less_probably(self) -> None:
        denial = made("HOLDS", "person/p", "post/r", stance="denies", origins=("b",), claim_id="d")
        claims = (made("HOLDS", "person/p", "post/r"), denial, made("COMMANDS", "post/r", "org/a"))
        (tie,) = network_of(claims, WHEN).ties
        assert (tie.likelihood, tie.disputed) == (pytest.approx(0.5 * 0.5 * 0.5 / 0.75), True)


class TestTies:
    def test_run_down_the_command(self) -> None:
        claims = (
            made("DIRECTS", "person/p", "org/a"),
            made("HANDLES", "person/p", "org/b"),
            made("SUBORDINATE_TO", "org/c", "org/a"),
            made("TIED_TO", "org/d", "person/p"),
            made("TIED_TO", "person/p", "person/q"),
        )
        assert arrows(network_of(claims, WHEN)) == {
            ("person/p", "->", "org/a"),
            ("person/p", "->", "org/b"),
            ("org/a", "->", "org/c"),
            ("person/p", "->", "org/d"),
            ("person/p", "--", "person/q"),
        }

    def test_that_claims_point_both_ways_are_mutual(self) -> None:
        claims = (made("DIRECTS", "person/q", "person/p"), made("DIRECTS", "person/p", "person/q"))
        network = network_of(claims, WHEN)
        assert arrows(network) == {("person/p", "--", "person/q")}
        assert set(network.arcs()) == {("person/p", "person/q"), ("person/q", "person/p")}

    def test_of_command_beside_a_personal_one_run_down(self) -> None:
        claims = (made("TIED_TO", "person/p", "person/q"), made("DIRECTS", "person/q", "person/p"))
        assert arrows(network_of(claims, WHEN)) == {("person/q", "->", "person/p")}

    def test_leave_out_states_places_and_other_relations(self) -> None:
        claims = (
            made("DIRECTS", "state/s", "org/a"),
            made("SUBORDINATE_TO", "org/a", "state/s"),
            made("SPONSORS", "person/p", "org/a"),
        )
        assert network_of(claims, WHEN).vertices == {}

    def test_keep_states_in_relations_that_are_asked_for(self) -> None:
        claims = (made("SPONSORS", "state/s", "org/a"), made("DIRECTS", "state/s", "org/b"))
        question = Question(DAY, relations=("SPONSORS", "DIRECTS"))
        assert arrows(network_of(claims, question)) == {("state/s", "->", "org/a")}

    def test_are_certain_where_one_affirming_claim_is(self) -> None:
        possible = made("DIRECTS", "person/p", "org/a", certain=False)
        sure = made("TIED_TO", "org/a", "person/p")
        assert [tie.certain for tie in network_of([possible], WHEN).ties] == [False]
        assert [tie.certain for tie in network_of([possible, sure], WHEN).ties] == [True]


class TestProbability:
    one = made("DIRECTS", "person/p", "org/a", confidence=0.6, origins=("x",))

    def test_of_repeated_copy_is_that_of_its_best(self) -> None:
        copy = made("HANDLES", "person/p", "org/a", confidence=0.4, origins=("x",))
        assert chances(self.one, copy) == [0.6]

    def test_of_two_origins_is_that_not_both_are_wrong(self) -> None:
        other = made("HANDLES", "person/p", "org/a", confidence=0.4, origins=("y",))
        assert chances(self.one, other) == [1 - 0.4 * 0.6]

    def test_falls_with_each_denying_origin(self) -> None:
        def denial(origin: str, confidence: float) -> Claim:
            return made(
                "DIRECTS",
                "person/p",
                "org/a",
                claim_id=f"{origin}{confidence}",
                stance="denies",
                origins=(origin,),
                confidence=confidence,
            )

        claims = (self.one, denial("y", 0.5), denial("y", 0.2), denial("z", 0.5))
        # Both cannot be true: .6 × .25 / (1 − .6 × .75) = .2727.
        assert chances(*claims) == [round(0.6 * 0.25 / (1 - 0.6 * 0.75), 6)]

    def test_ignores_doubt_which_marks_the_tie(self) -> None:
        doubt = made("DIRECTS", "person/p", "org/a", claim_id="d", stance="doubts")
        (tie,) = network_of((self.one, doubt), WHEN).ties
        assert (tie.likelihood, tie.disputed, len(tie.claims)) == (0.6, True, 2)

    def test_needs_somebody_who_affirms(self) -> None:
        denial = made("DIRECTS", "person/p", "org/a", stance="denies")
        assert network_of((denial,), WHEN).ties == ()

    def test_conflicts_mark_both_ties(self) -> None:
        claims = (
            made("DIRECTS", "person/p", "org/a", conflict_set="who"),
            made("DIRECTS", "person/q", "org/a", conflict_set="who"),
            made("DIRECTS", "person/q", "org/b", conflict_set="alone"),
        )
        disputed = {t.source + t.target: t.disputed for t in network_of(claims, WHEN).ties}
        assert disputed == {"person/porg/a": True, "person/qorg/a": True, "person/qorg/b": False}


def test_unknown_relation_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="no relation is named 'LOVES'"):
        Question(DAY, relations=("LOVES",))


@pytest.mark.server
class TestFromTheGraph:
    def ask(self, graph: Graph, day: str, **more: object) -> Network:
        question = Question(date.fromisoformat(day), **more)  # type: ignore[arg-type]
        return graph.consistent(lambda opened: person_network(opened, question))

    @pytest.fixture
    def loaded(self, graph: Graph, tmp_path: Path) -> Graph:
        post = {"id": "position/head", "name": "Head", "single_holder": "true"}
        late = {
            "id": "source/late",
            "name": "A late paper",
            "publisher": "A publisher",
            "published": "2021-05-01",
            "reliability": "B",
        }
        first = {**late, "id": "source/paper", "name": "A paper", "published": "2020-01-09"}
        claims = [
            claim("HOLDS", "person/p", "position/head", valid_from="1998", valid_to="2020-01"),
            claim("HOLDS", "person/s", "position/head", valid_from="2020-01-03"),
            claim("COMMANDS", "position/head", "organization/force"),
            claim("DIRECTS", "person/p", "organization/a", valid_from="2003"),
            claim("TIED_TO", "person/s", "person/t", sources="source/late", valid_from="2019"),
            claim("DIRECTS", "state/i", "organization/a"),
        ]
        folder = write_tables(
            tmp_path / "tables",
            sources=[first, late],
            actors=[
                person("P", died="2020-01-03"),
                person("S"),
                person("T"),
                organization("Force"),
                organization("A"),
                organization("Alone"),
                state("I"),
            ],
            positions=[post],
            claims=claims,
        )
        load(graph, "tables", folder, "toy")
        return graph

    def test_before_and_after_a_death(self, loaded: Graph) -> None:
        force, a = "organization/force", "organization/a"
        tie = ("person/s", "--", "person/t")
        before = {("person/p", "->", force), ("person/p", "->", a), tie}
        assert arrows(self.ask(loaded, "2020-01-02")) == before
        # The post's first holder may have left on any day of January, but was dead by the 3rd.
        assert arrows(self.ask(loaded, "2020-01-03")) == {("person/s", "->", force), tie}

    def test_known_by_leaves_out_what_was_said_later(self, loaded: Graph) -> None:
        network = self.ask(loaded, "2020-02-01", known_by=date(2020, 12, 31))
        assert arrows(network) == {("person/s", "->", "organization/force")}

    def test_a_death_counts_once_it_could_be_known(self, loaded: Graph) -> None:
        network = self.ask(loaded, "2020-02-01", known_by=date(2020, 1, 2))
        assert network.ties == ()

    def test_datasets_limit_what_is_read(self, loaded: Graph) -> None:
        with pytest.raises(UnknownNameError, match="no dataset named 'other' is loaded"):
            self.ask(loaded, "2020-01-02", datasets=("other",))
        assert len(self.ask(loaded, "2020-01-02", datasets=("toy",)).ties) == 3

    def test_isolates_are_the_living_without_a_tie(self, loaded: Graph) -> None:
        network = self.ask(loaded, "2020-02-01", isolates=True)
        assert [key for key in network.vertices if not key.startswith("position")] == [
            "organization/a",
            "organization/alone",
            "organization/force",
            "person/s",
            "person/t",
        ]

    def test_several_days_at_once_are_as_each_alone(self, loaded: Graph) -> None:
        days = [date(2019, 1, 1), date(2020, 1, 2), date(2020, 1, 3), date(2020, 2, 1)]
        for known_by in (None, date(2020, 1, 2), date(2020, 12, 31)):
            question = Question(DAY, known_by, isolates=True)
            found = person_networks(loaded, question, days)
            alone = [person_network(loaded, replace(question, at=day)) for day in days]
            assert [(one.question, one.ties, dict(one.vertices)) for one in found] == [
                (one.question, one.ties, dict(one.vertices)) for one in alone
            ]
        assert person_networks(loaded, WHEN, []) == ()
