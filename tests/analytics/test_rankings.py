"""Weights, doubt and write-back of rankings, vacancies and key players, from claims."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.claims.fighters import Count
from analytics.claims.history import Evidence
from analytics.claims.reading import Claim
from analytics.measures.engines import EngineMissingError
from analytics.measures.partial import Partial
from analytics.measures.rank_doubt import intervals, pivots, strands
from analytics.measures.scoring import MEASURES, Measure, local_score
from analytics.measures.view import View
from analytics.network.monte_carlo import DrawPlan
from analytics.network.person_network import Network, network_of, person_network
from analytics.network.projection import projection_of, read_projection
from analytics.network.sparse import Bools, Floats
from analytics.network.weights import Meaning, Weights
from analytics.questions.centrality import centrality
from analytics.questions.key_players import best_set, given_set
from analytics.questions.vacancy import _rows, vacancy
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.errors import InputRefusedError, UnknownNameError
from loaders.canonical import canonical_digest
from loaders.engine import load
from proxygraph.cli import HELP_NAMES, run
from proxygraph.cli import centrality as centrality_verb
from proxygraph.written import remove_written, write_back
from tests.analytics.samples import DAY, load_ties, made
from tests.datasets import claim, organization, person, write_tables

WHEN = Question(DAY, min_likelihood=0)


def by_degree(network: Network) -> object:
    view = View(projection_of(network))

    def score(present: Bools) -> Floats:
        whole = view.projection
        kept = replace(whole, ends=whole.ends[present], mutual=whole.mutual[present])
        return local_score(View(kept), "degree")

    return score


class TestWeights:
    def test_say_what_they_mean(self) -> None:
        stronger = Weights.parse("COMMANDS=4, tied-to=2", "stronger")
        closer = replace(stronger, meaning="closer")
        assert stronger.of_types(["COMMANDS", "TIED_TO"]) == 6
        assert closer.of_types(["COMMANDS", "TIED_TO"]) == 1 / 2
        assert stronger.of_types(["HANDLES"]) == closer.of_types(["HANDLES"]) == 1

    @pytest.mark.parametrize("text", ["COMMANDS", "COMMANDS=much", "COMMANDS=0", "COMMANDS=-1"])
    def test_that_are_none_are_refused(self, text: str) -> None:
        with pytest.raises(InputRefusedError):
            Weights.parse(text, "closer")

    def test_of_unknown_relations_are_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="LOVES"):
            Weights.parse("LOVES=2", "closer")


class TestDoubt:
    star = (
        made("DIRECTS", "person/p", "org/a", origins=("x",), sources=("source/x",)),
        made("DIRECTS", "person/p", "org/b", origins=("x",), sources=("source/x",)),
        made("DIRECTS", "person/q", "org/c", origins=("y",), sources=("source/y",)),
    )

    def test_what_rests_on_one_origin_stands_or_falls_together(self) -> None:
        network = network_of(self.star, WHEN)
        plan = DrawPlan(draws=400, reliability={"A": 0.5}, credibility={"1": 1.0})
        found = dict(
            zip(network.vertices, intervals(network, plan, by_degree(network)), strict=True)
        )  # type: ignore[arg-type]
        assert (found["person/p"].low, found["person/p"].high) == (0.0, 2.0)
        assert found["person/p"].best_rank == 1
        assert {found["org/a"].low, found["org/a"].high} == {0.0, 1.0}

    def test_without_doubt_there_is_one_rank(self) -> None:
        network = network_of(self.star, WHEN)
        sure = DrawPlan(draws=5, reliability={"A": 1.0}, credibility={"1": 1.0})
        found = intervals(network, sure, by_degree(network))  # type: ignore[arg-type]
        assert [(one.best_rank, one.worst_rank) for one in found] == [(2, 2)] * 3 + [
            (1, 1),
            (2, 2),
        ]

    def test_the_draws_are_those_of_the_ties_own_probabilities(self) -> None:
        network = network_of((made("DIRECTS", "person/p", "org/a"),), WHEN)
        plan = DrawPlan(draws=4_000, reliability={"A": 0.8}, credibility={"1": 0.5})
        held: list[int] = []

        def note(present: Bools) -> Floats:
            held.append(int(present.sum()))
            return np.zeros(2)

        intervals(network, plan, note)
        assert sorted(held) == [0, 1]
        truth = centre_of(network, plan)
        assert truth == pytest.approx(0.4, abs=0.03)

    def test_the_claim_on_which_the_first_three_hang(self) -> None:
        extra = made("DIRECTS", "person/q", "org/d", origins=("z",), sources=("source/z",))
        network = network_of((*self.star, extra), WHEN)
        found = pivots(network, by_degree(network))  # type: ignore[arg-type]
        names = list(network.vertices)
        first = found[0]
        assert [names[v] for v in first.before][:2] == ["person/p", "person/q"]
        assert first.before != first.after
        assert {one.id for one in found if one.kind == "source"} >= {"source/x"}

    def test_holding_of_posts_counts(self) -> None:
        claims = (
            made("HOLDS", "person/p", "post/r", claim_id="held"),
            made("COMMANDS", "post/r", "org/a"),
            made("DIRECTS", "person/q", "org/b"),
            made("DIRECTS", "person/q", "org/c"),
        )
        network = network_of(claims, WHEN)
        assert "held" in {one.id for one in pivots(network, by_degree(network))}  # type: ignore[arg-type]

    def test_publications_of_one_origin_fall_together(self) -> None:
        # Two papers repeat one agency: without either P keeps a tie, without the agency none.
        claims = (
            made("DIRECTS", "person/p", "org/a", origins=("x",), sources=("source/1",)),
            made("DIRECTS", "person/p", "org/b", origins=("x",), sources=("source/2",)),
            made("DIRECTS", "person/q", "org/c", origins=("y",), sources=("source/3",)),
        )
        network = network_of(claims, WHEN)
        found = {one.id: one for one in pivots(network, by_degree(network))}  # type: ignore[arg-type]
        names = list(network.vertices)
        assert (found["x"].kind, found["x"].sources) == ("origin", ("source/1", "source/2"))
        assert [names[v] for v in found["x"].after][:2] == ["org/c", "person/q"]
        assert "y" not in found, "an origin of one publication is that source"


def scores_without(claims: tuple[Claim, ...], gone: str, by: Measure, **given: object) -> Floats:
    """Score a network with one of its claims wrong, from the strands that are left."""
    network = network_of(claims, WHEN)
    weights = given.get("weights")
    assert weights is None or isinstance(weights, Weights)
    strength = np.array([weights.strength(tie) for tie in network.ties]) if weights else None
    rows = strands(network, detailed=True)
    partial = Partial.of(View(projection_of(network), strength), rows, weights)
    seen: list[Floats] = []

    def score(present: Bools) -> Floats:
        seen.append(local_score(partial.where(present), by))
        return seen[-1]

    pivots(network, score, rows)
    left = tuple(claim for claim in claims if claim.claim_id != gone)
    smaller = network_of(left, WHEN)
    strong = np.array([weights.strength(tie) for tie in smaller.ties]) if weights else None
    wanted = local_score(View(projection_of(smaller), strong), by)
    places = [list(network.vertices).index(key) for key in smaller.vertices]
    assert any(np.allclose(found[places], wanted) for found in seen), (by, gone)
    return wanted


class TestWrongClaims:
    """One claim fewer in the strands is the network built without that claim."""

    claims = (
        made("DIRECTS", "person/p", "org/a", claim_id="down"),
        made("SUBORDINATE_TO", "person/p", "org/a", claim_id="up"),
        made("TIED_TO", "person/p", "person/q", claim_id="beside"),
        made("DIRECTS", "person/q", "org/b", claim_id="q-b"),
        made("HANDLES", "person/q", "org/b", claim_id="q-b-again"),
        made("DIRECTS", "org/a", "org/b", claim_id="a-b"),
    )

    @pytest.mark.parametrize("gone", ["down", "up", "q-b", "q-b-again"])
    @pytest.mark.parametrize("by", ["degree-down", "degree-up", "reach-down", "degree"])
    def test_turn_ties_round(self, gone: str, by: Measure) -> None:
        scores_without(self.claims, gone, by)

    @pytest.mark.parametrize("meaning", ["stronger", "closer"])
    @pytest.mark.parametrize("gone", ["down", "q-b", "q-b-again"])
    @pytest.mark.parametrize("by", ["degree", "pagerank"])
    def test_weaken_weighted_ties(self, gone: str, by: Measure, meaning: Meaning) -> None:
        weights = Weights.parse("DIRECTS=4,HANDLES=2", meaning)
        scores_without(self.claims, gone, by, weights=weights)

    def test_the_strength_that_is_left(self) -> None:
        # Q to B: 4 + 2 with both claims, 2 without the one that weighs 4.
        weights = Weights.parse("DIRECTS=4,HANDLES=2", "stronger")
        found = scores_without(self.claims, "q-b", "degree", weights=weights)
        # Vertices: org/a, org/b, person/p, person/q; q has B (2) and P (1).
        assert found.tolist() == [4 + 1 + 4, 4 + 2, 4 + 1 + 1, 2 + 1]


def centre_of(network: Network, plan: DrawPlan) -> float:
    from analytics.measures.rank_doubt import _present
    from analytics.network.monte_carlo import drawn_claims

    claims = [claim for tie in network.ties for claim in tie.claims]
    truth = drawn_claims(claims, plan, np.random.default_rng(plan.seed))
    return float(_present(network, truth, plan.draws, denials=True).mean())


def test_the_verb_names_every_measure() -> None:
    shown = (
        CliRunner().invoke(centrality_verb.command, ["--help"], help_option_names=HELP_NAMES).output
    )
    assert set(MEASURES) <= set(re.split(r"[\s|\[\]]+", re.sub(r"\n +", "", shown)))


@pytest.fixture
def hierarchy(graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """L's post stands above that of P, which commands A; P directs B, and C stands under B."""
    claims = [
        claim("HOLDS", "person/p", "position/head", valid_from="2019", credibility="1"),
        claim("COMMANDS", "position/head", "organization/a", valid_from="2019"),
        claim("HOLDS", "person/l", "position/leader", valid_from="2019", credibility="1"),
        claim("REPORTS_TO", "position/head", "position/leader", valid_from="2019", credibility="1"),
        claim("DIRECTS", "person/p", "organization/b", valid_from="2019"),
        claim("SUBORDINATE_TO", "organization/c", "organization/b", valid_from="2019"),
        claim("DIRECTS", "person/l", "organization/d", valid_from="2019"),
        claim("HAS_STRENGTH", "organization/c", "estimate/c", valid_from="2019"),
    ]
    estimate = {"id": "estimate/c", "name": "C", "low": "100", "high": "200", "counts": "estimate"}
    folder = write_tables(
        tmp_path / "hierarchy",
        actors=[person("L"), person("P"), *(organization(name) for name in "ABCD")],
        positions=[
            {"id": "position/head", "name": "Head", "single_holder": "true"},
            {"id": "position/leader", "name": "Leader", "single_holder": "true"},
        ],
        estimates=[estimate],
        claims=claims,
    )
    load(graph, "tables", folder, "hierarchy")
    monkeypatch.setenv("NEO4J_URI", graph.settings.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", graph.settings.password)
    monkeypatch.setenv("COLUMNS", "80")
    return graph


@pytest.mark.server
class TestProjection:
    @pytest.mark.parametrize(
        "question",
        [
            WHEN,
            Question(DAY, isolates=True),
            Question(DAY, keep_positions=True),
            Question(DAY, relations=("HANDLES",)),
            Question(DAY, datasets=("hierarchy",)),
        ],
    )
    def test_is_the_network_without_its_claims(self, hierarchy: Graph, question: Question) -> None:
        found = read_projection(hierarchy, question)
        whole = projection_of(person_network(hierarchy, question))
        assert found.vertices == whole.vertices
        for name in ("ends", "mutual", "commanded"):
            assert getattr(found, name).tolist() == getattr(whole, name).tolist(), name


@pytest.mark.server
class TestVacancy:
    def test_says_what_is_lost_without_each(self, hierarchy: Graph) -> None:
        answer = vacancy(hierarchy, WHEN)
        assert (answer.leader, answer.proxies) == ("L", 4)
        found = {row.name: row for row in answer.actors}
        lost = {name: row.proxies_cut_off for name, row in found.items()}
        assert lost == {"P": ("A", "B", "C"), "B": ("C",), "L": (), "A": (), "C": (), "D": ()}
        assert (found["P"].fighters_low, found["P"].fighters_high) == (100, 200)
        assert found["P"].units_without_commander == ("A",)
        # L–D apart from A and from B–C: 2 of the 10 pairs are left.
        assert (found["P"].parts, found["P"].pairs_cut) == (3, 8)
        assert found["P"].fragmentation == pytest.approx(1 - 2 / 10)
        assert [row.name for row in answer.actors][:2] == ["P", "B"]
        # Without P's post, L and D stay together, and P with B and C: 4 of 15 pairs.
        found = {row.name: row for row in answer.posts}
        assert [(row.name, row.pairs_cut) for row in answer.posts] == [("Head", 11), ("Leader", 8)]
        assert found["Head"].proxies_cut_off == found["Leader"].proxies_cut_off == ("A", "B", "C")
        assert found["Head"].units_without_commander == ("A",)
        assert list(answer.to_frame()["name"])[-1] == "Leader"

    def test_takes_a_leader(self, hierarchy: Graph) -> None:
        answer = vacancy(hierarchy, WHEN, "person/p")
        assert (answer.leader, answer.proxies) == ("P", 3)
        with pytest.raises(UnknownNameError, match="no tie"):
            vacancy(hierarchy, WHEN, "person/nobody")

    def test_of_nobody(self, graph: Graph) -> None:
        answer = vacancy(graph, WHEN)
        assert (answer.leader, answer.actors, answer.posts) == (None, (), ())

    def test_prints(self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["vacancy", "--at", "2020-01-02", "--by", "pairs"]) == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80
        assert "1 P: cuts off A, B, C; leaves without commander A" in text
        assert run(["vacancy", "--at", "2020-01-02", "--leader", "P", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["leader"] == "P"


@st.composite
def commands(draw: st.DrawFn) -> list[Claim]:
    """Draw claims between a leader, persons, posts and groups, some ties mutual."""
    posts = ("post/1", "post/2")
    claims = [
        made("HOLDS", holder, post, claim_id=f"h{post}{holder}")
        for post in posts
        for holder in draw(st.sets(st.sampled_from(("person/a", "person/b")), max_size=2))
    ]
    above = st.sampled_from(("person/l", "person/a", "person/b", *posts, "org/x", "org/y"))
    below = st.sampled_from(("person/a", "person/b", *posts, "org/x", "org/y", "org/z", "org/w"))
    pairs = draw(st.lists(st.tuples(above, below), min_size=1, max_size=14))
    for number, (start, end) in enumerate(pairs):
        if start != end:
            kind = draw(st.sampled_from(("COMMANDS", "DIRECTS", "TIED_TO")))
            claims.append(made(kind, start, end, claim_id=f"c{number:02}"))
    claims.append(made("DIRECTS", "person/l", pairs[0][1], claim_id="first"))
    return claims


@settings(deadline=None, max_examples=200)
@given(commands(), st.booleans())
def test_vacancies_are_what_removing_one_at_a_time_leaves(claims: list[Claim], posts: bool) -> None:
    network = network_of(claims, replace(WHEN, keep_positions=posts))
    if "person/l" not in network.vertices:
        return
    groups = dict.fromkeys(("org/x", "org/y", "org/z", "org/w"), "armed_group")
    counts = {key: Count(n, 2 * n, ()) for n, key in enumerate(sorted(groups), start=1)}
    forces = Evidence((), kinds=groups, strengths=counts)
    ties = nx.Graph()
    ties.add_nodes_from(network.vertices)
    ties.add_edges_from((tie.source, tie.target) for tie in network.ties)
    arcs = nx.DiGraph(network.arcs())
    commanded = {
        (tie.source, tie.target)
        for tie in network.ties
        if any(claim.type == "COMMANDS" for claim in tie.claims)
    }
    actors = {key for key, vertex in network.vertices.items() if vertex.label != "Position"}
    reached = nx.descendants(arcs, "person/l")
    found = list(_rows(projection_of(network), "person/l", forces, posts=posts))
    assert {row.id for row in found} == (set(network.vertices) - actors if posts else actors)
    for row in found:
        if row.id == "person/l":
            continue
        left, down = ties.copy(), arcs.copy()
        left.remove_node(row.id)
        down.remove_nodes_from([row.id])
        lost = reached - nx.descendants(down, "person/l") - {row.id}
        assert row.cut_off == len(lost & actors)
        assert set(row.proxies_cut_off) == lost & set(groups)
        assert row.fighters_high == sum(counts[key].high for key in lost & set(groups))
        own = nx.node_connected_component(ties, row.id) - {row.id}
        parts = [part & actors for part in nx.connected_components(left) if part & own]
        sizes = [len(part) for part in parts if part]
        assert row.parts == len(sizes)
        together = sum(size * (size - 1) // 2 for size in sizes)
        assert row.pairs_cut == sum(sizes) * (sum(sizes) - 1) // 2 - together
        sole = {b for a, b in commanded if a == row.id and sum(e == b for _, e in commanded) == 1}
        assert set(row.units_without_commander) == sole


@pytest.mark.server
class TestKeyPlayerSets:
    def test_are_found_and_scored(self, hierarchy: Graph) -> None:
        best = best_set(hierarchy, WHEN, 1, "fragmentation")
        assert ([one.name for one in best.members], best.search) == (["P"], "exact")
        given = given_set(hierarchy, WHEN, ["person/p"])
        assert (given.search, given.scores) == (None, best.scores)
        with pytest.raises(UnknownNameError, match="no tie"):
            given_set(hierarchy, WHEN, ["person/nobody"])

    def test_ties_are_told(self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]) -> None:
        best = best_set(hierarchy, WHEN, 4, "distance-reach")
        # Of the 15 pairs left out, all but D and L, A and P, C and B have a member beside both.
        assert (best.equals, len(best.best)) == (12, 10)
        assert best.members == best.best[0]
        words = ["key-players", "--observe", "4", "--at", "2020-01-02"]
        assert run(words) == 0
        text = capsys.readouterr().out
        assert "12 sets score the same; shown is the first by id. The first 10:" in text
        for members in best.best:
            assert "  " + ", ".join(one.name for one in members) in text
        assert run([*words, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert document["equal_sets"] == 12
        assert [[one["id"] for one in members] for members in document["best_sets"]] == [
            [one.id for one in members] for members in best.best
        ]

    def test_print(self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]) -> None:
        day = ["--at", "2020-01-02"]
        assert run(["key-players", "--remove", "1", *day]) == 0
        text = capsys.readouterr().out
        assert max(map(len, text.splitlines())) <= 80
        assert "every set was gone through" in text
        assert run(["key-players", "--observe", "2", "--by", "steps", "--json", *day]) == 0
        document = json.loads(capsys.readouterr().out)
        assert (document["aim"], len(document["members"])) == ("reach", 2)
        assert run(["key-players", "--group", "P;B", "--json", *day]) == 0
        names = [one["name"] for one in json.loads(capsys.readouterr().out)["members"]]
        assert names == ["B", "P"]

    @pytest.mark.parametrize(
        "wrong",
        [[], ["--remove", "1", "--observe", "1"], ["--remove", "1", "--by", "steps"]],
    )
    def test_are_asked_for_in_one_way(self, hierarchy: Graph, wrong: list[str]) -> None:
        assert run(["key-players", *wrong]) == 2


@pytest.mark.server
class TestRanking:
    def test_weighted_ties_need_the_local_engine(self, hierarchy: Graph) -> None:
        weights = Weights.parse("DIRECTS=3", "stronger")
        answer = centrality(hierarchy, WHEN, weights=weights)
        assert answer.engine == "local"
        assert {row.name: row.scores["degree"] for row in answer.rows}["P"] == 3 + 1 + 1
        with pytest.raises(EngineMissingError, match="`local` only"):
            centrality(hierarchy, WHEN, "gds", weights=weights)

    def test_equal_scores_are_told(
        self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]
    ) -> None:
        # Of L, P, B two ties and more; A, C, D have one each.
        answer = centrality(hierarchy, WHEN, by="degree", measures=())
        assert [(row.name, row.tied) for row in answer.rows] == [
            ("P", 1),
            ("B", 2),
            ("L", 2),
            ("A", 3),
            ("C", 3),
            ("D", 3),
        ]
        assert run(["centrality", "--at", "2020-01-02", "--by", "degree"]) == 0
        assert "Equal scores, in the order of names: ranks 2-3, 4-6." in capsys.readouterr().out

    def test_directed_measures_and_relations(self, hierarchy: Graph) -> None:
        names = ("degree-down", "degree-up", "reach-down", "brokerage")
        answer = centrality(hierarchy, WHEN, by="reach-down", measures=names)
        found = {row.name: row for row in answer.rows}
        assert answer.rows[0].name == "L"
        assert [found["P"].scores[name] for name in names] == [2, 1, 3 / 5, 2]
        assert found["P"].relations == {"COMMANDS": 1, "DIRECTS": 1, "REPORTS_TO": 1}
        assert found["P"].directions == {
            "COMMANDS": {"down": 1},
            "DIRECTS": {"down": 1},
            "REPORTS_TO": {"up": 1},
        }
        assert found["B"].directions == {"DIRECTS": {"up": 1}, "SUBORDINATE_TO": {"down": 1}}
        # L reaches all 5 others, P 3, B 1: (0 + 2 + 4 + 3 · 5)/5/5.
        assert answer.global_reaching == pytest.approx(21 / 25)

    def test_doubt_is_told(self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]) -> None:
        words = ["centrality", "--at", "2020-01-02", "--uncertainty", "--draws", "50"]
        assert run(words) == 0
        text = capsys.readouterr().out
        assert "The first three hang on one claim" in text
        assert "A paper, A publisher, 2020-01-09" in text
        assert run([*words, "--json"]) == 0
        document = json.loads(capsys.readouterr().out)
        first = document["rows"][0]
        assert first["best_rank"] <= first["rank"] <= first["worst_rank"]
        assert document["changes_the_top_three"]["citations"][0]["id"] == "source/paper"

    def test_written_back_and_removed_cleanly(self, hierarchy: Graph) -> None:
        before = canonical_digest(hierarchy), properties(hierarchy)
        written = write_back(hierarchy, centrality(hierarchy, WHEN))
        assert written.nodes == 6
        found = properties(hierarchy)["person/p"]
        assert found["measure_rank"] == 1
        assert found["measure_at"] == DAY
        assert found["measure_run"] == written.run
        assert found["measure_version"] == hierarchy.state().version
        assert isinstance(found["measure_date"], date)
        assert canonical_digest(hierarchy) == before[0]
        write_back(hierarchy, centrality(hierarchy, WHEN, by="closeness", measures=()))
        assert "measure_pagerank" not in properties(hierarchy)["person/p"]
        assert remove_written(hierarchy) == 6
        assert (canonical_digest(hierarchy), properties(hierarchy)) == before

    def test_the_verb_writes_and_removes(
        self, hierarchy: Graph, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(["centrality", "--at", "2020-01-02", "--write-back"]) == 0
        assert "Written to 6 nodes" in capsys.readouterr().out
        assert run(["centrality", "--remove-written", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"cleaned": 6}


def properties(graph: Graph) -> dict[str, dict[str, object]]:
    nodes = graph.read("load/export_nodes")
    return {
        row["properties"]["id"]: row["properties"] for row in nodes if "id" in row["properties"]
    }


@pytest.mark.server
def test_isolates_and_several_components(graph: Graph, tmp_path: Path) -> None:
    load_ties(graph, tmp_path / "two", ["A", "B", "C", "D", "Z"], [("A", "B"), ("C", "D")])
    answer = best_set(graph, Question(DAY, isolates=True), 1, "fragmentation")
    assert answer.before[0] == pytest.approx(1 - 2 * 2 / 20)
    assert answer.vertices == 5
