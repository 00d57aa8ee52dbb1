"""A succession in full, its draws against the same done with networkx, and a backtest.

``python -m bench.succession_draws [--draws 2000] [--compared 50] [--sfm FOLDER] [--write]`` loads
the curated dataset into a server of its own. Both take the same draws (who is tied to whom in
each); some are compared figure by figure, and networkx is timed on those and scaled to all. With
the folder of the Security Force Monitor's tables, a backtest over its postings is timed too.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from time import perf_counter

import networkx as nx
import numpy as np

from analytics.claims.history import read_deaths, read_evidence, read_holdings
from analytics.succession.answer import succession
from analytics.succession.backtest import backtest
from analytics.succession.changeover import find_case
from analytics.succession.drawn_network import DrawnNetwork
from analytics.succession.measures import (
    AFTER,
    BEFORE,
    BETWEENNESS,
    DISTANCE,
    FRAGMENTATION,
    OWN_BETWEENNESS,
    REACH,
    VACANT,
    Frame,
    frame_of,
    measure,
)
from analytics.succession.rates import PLAIN, TransferPlan
from analytics.succession.request import Case, Request
from analytics.succession.sampling import drawn_sample, plain_sample
from analytics.succession.scenarios import Scenario, Scenarios
from bench.report import Measured, machine, show, told, write_section
from bench.servers import bench_server, empty
from bench.timing import timed
from graphdb.connection import Graph
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.dataset import NAME, curated_dataset

TWO = ("person/qasem-soleimani", "person/esmail-qaani")
WITH_HIM = ("person/abu-mahdi-al-muhandis",)
SFM = "sfm"
REJECTS = 0.01
"""Share of the postings' rows that may be refused."""


def main() -> None:
    """Time everything, print, and with ``--write`` put it into docs/performance.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--compared", type=int, default=50)
    parser.add_argument("--sfm", type=Path, help="the folder of the postings")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    plan = TransferPlan(draws=options.draws)
    with bench_server() as settings:
        empty(settings)
        with Graph(settings) as graph:
            load(graph, "tables", curated_dataset(), NAME)
            rows = [*_whole(graph, plan), *_draws(graph, plan, options.compared)]
            if options.sfm:
                load(graph, "sfm", options.sfm, SFM, LoadOptions(most_rejects=REJECTS))
                rows.append(_backtest(graph))
    title = "Succession: Soleimani to Qaani, and a backtest"
    show(title, rows)
    if options.write:
        write_section("succession", title, rows, machine())


def _whole(graph: Graph, plan: TransferPlan) -> list[Measured]:
    request = Request(*TWO, removed=WITH_HIM, plan=plan)
    plain = Request(*TWO, removed=WITH_HIM, plan=None)
    succession(graph, plain)  # Warms the server.
    without, _ = timed(lambda: succession(graph, plain))
    drawn, _ = timed(lambda: succession(graph, request))
    return [
        told(Measured("succession, read and worked out", without, None, "warm, no draws")),
        told(Measured(f"the same with {plan.draws:,} draws", drawn, None, "warm")),
    ]


def _backtest(graph: Graph) -> Measured:
    took, found = timed(lambda: backtest(graph, (SFM,)))
    note = f"{found.cases} successions, two pools, five rankings"
    return told(Measured("backtest over the postings", took, None, note))


def _draws(graph: Graph, plan: TransferPlan, compared: int) -> list[Measured]:
    case = find_case(Request(*TWO), read_holdings(graph), read_deaths(graph))
    evidence = read_evidence(graph, case.before, case.known_by)
    builder = Scenarios.of(case, evidence)
    scenarios = {BEFORE: builder.before, VACANT: builder.vacant(), AFTER: builder.after()}
    frame = frame_of(case, evidence, scenarios, plain_sample(scenarios.values(), PLAIN))
    own, (found, networks) = timed(
        lambda: measure(scenarios, frame, case, drawn_sample(scenarios.values(), plan))
    )
    started = perf_counter()
    for draw in range(compared):
        for name, scenario in scenarios.items():
            theirs = _by_networkx(name, scenario, networks[name], draw, frame, case)
            for figure, value in theirs.items():
                mine = found[name][figure][draw]
                if not np.isclose(mine, value, atol=1e-5):
                    raise SystemExit(f"{figure}, {name}, draw {draw}: {mine} is not {value}")
    other = (perf_counter() - started) / compared * plan.draws
    size = f"{len(frame.places)} vertices, {len(networks[BEFORE].ends)} ties, three graphs"
    note = f"from {compared} draws with equal figures"
    return [
        told(Measured(f"{plan.draws:,} draws alone, here", own, 1.0, size)),
        told(Measured(f"{plan.draws:,} draws alone, networkx", other, other / own, note)),
    ]


def _by_networkx(
    name: str, scenario: Scenario, network: DrawnNetwork, draw: int, frame: Frame, case: Case
) -> dict[str, float]:
    graph = nx.Graph()
    graph.add_nodes_from(frame.places[vertex] for vertex in scenario.vertices)
    graph.add_edges_from(network.ends[network.ties[:, draw]])
    command = nx.DiGraph()
    command.add_nodes_from(graph)
    for above, below, here, both in network.arcs:
        if here[draw]:
            command.add_edge(above, below)
            if both:
                command.add_edge(below, above)
    hops = nx.single_source_shortest_path_length(
        command, frame.places[str(frame.root_of(scenario))]
    )
    proxies = [frame.places[proxy] for proxy in frame.proxies]
    rows = [frame.places[vertex] for vertex in frame.survivors]
    parts = [len(part & set(rows)) for part in nx.connected_components(graph)]
    pairs = len(rows) * (len(rows) - 1)
    figures = {
        FRAGMENTATION: 1 - sum(size * (size - 1) for size in parts) / pairs,
        DISTANCE: sum(1 / hops[proxy] for proxy in proxies if proxy in hops) / len(proxies),
        REACH: float(_reached(scenario, network, draw, frame, proxies, hops)),
    }
    holder = {BEFORE: case.predecessor, AFTER: case.successor}.get(name)
    if holder is not None:
        between = nx.betweenness_centrality(graph)
        figures[BETWEENNESS] = between[frame.places[holder]]
        if case.successor is not None:
            figures[OWN_BETWEENNESS] = between[frame.places[case.successor]]
    return figures


def _reached(
    scenario: Scenario,
    network: DrawnNetwork,
    draw: int,
    frame: Frame,
    proxies: list[int],
    hops: dict[int, int],
) -> int:
    command = nx.DiGraph()
    far = len(frame.places)
    for above, below, here, both in network.arcs:
        if not here[draw]:
            continue
        if not both or hops.get(above, far) <= hops.get(below, far):
            command.add_edge(above, below)
        if both and hops.get(below, far) <= hops.get(above, far):
            command.add_edge(below, above)
    starts = [frame.places[holder] for holder in scenario.holders]
    reached = {v for s in starts if s in command for v in nx.descendants(command, s)} | set(starts)
    return len(reached & set(proxies))


if __name__ == "__main__":
    main()
