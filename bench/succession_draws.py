"""The draws of a succession against the same done with networkx, on whatever graph is loaded.

Run with the curated dataset loaded: ``python bench/succession_draws.py``. Both take the same
draws (who is tied to whom in each); 50 of them are compared figure by figure, and networkx is
timed on those 50 and scaled to all.
"""

from __future__ import annotations

from time import perf_counter

import networkx as nx
import numpy as np

from analytics.succession import Request
from analytics.succession.changeover import find_case
from analytics.succession.evidence import read_deaths, read_evidence, read_holdings
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
from analytics.succession.rates import PLAIN, DrawPlan
from analytics.succession.request import Case
from analytics.succession.sampling import drawn_sample, plain_sample
from analytics.succession.staging import Stage, Stages
from analytics.succession.wiring import Wiring
from graphdb.connection import Graph
from proxygraph.runtime.target import target_settings

COMPARED = 50
TWO = Request("person/qasem-soleimani", "person/esmail-qaani")


def main() -> None:
    """Time both and compare their figures."""
    with Graph(target_settings(start=True)) as graph:
        case = find_case(TWO, read_holdings(graph), read_deaths(graph))
        evidence = read_evidence(graph, case.before, case.known_by)
    builder = Stages.of(case, evidence)
    stages = {BEFORE: builder.before, VACANT: builder.vacant(), AFTER: builder.after()}
    frame = frame_of(case, evidence, stages, plain_sample(stages.values(), PLAIN))
    plan = DrawPlan()
    started = perf_counter()
    found, wirings = measure(stages, frame, case, drawn_sample(stages.values(), plan))
    own = perf_counter() - started
    started = perf_counter()
    for draw in range(COMPARED):
        for name, stage in stages.items():
            theirs = _by_networkx(name, stage, wirings[name], draw, frame, case)
            for figure, value in theirs.items():
                mine = found[name][figure][draw]
                if not np.isclose(mine, value, atol=1e-5):
                    raise SystemExit(f"{figure}, {name}, draw {draw}: {mine} is not {value}")
    other = (perf_counter() - started) / COMPARED * plan.draws
    vertices, ties = len(frame.places), len(wirings[BEFORE].ends)
    print(f"{vertices} vertices, {ties} ties, {plan.draws} draws of three graphs")
    print(f"here {own:.2f} s, networkx {other:.0f} s: {other / own:.0f} times as long")


def _by_networkx(
    name: str, stage: Stage, wiring: Wiring, draw: int, frame: Frame, case: Case
) -> dict[str, float]:
    graph = nx.Graph()
    graph.add_nodes_from(frame.places[vertex] for vertex in stage.vertices)
    graph.add_edges_from(wiring.ends[wiring.ties[:, draw]])
    command = nx.DiGraph()
    command.add_nodes_from(graph)
    for above, below, here, both in wiring.arcs:
        if here[draw]:
            command.add_edge(above, below)
            if both:
                command.add_edge(below, above)
    hops = nx.single_source_shortest_path_length(command, frame.places[str(frame.root_of(stage))])
    proxies = [frame.places[proxy] for proxy in frame.proxies]
    rows = [frame.places[vertex] for vertex in frame.survivors]
    parts = [len(part & set(rows)) for part in nx.connected_components(graph)]
    pairs = len(rows) * (len(rows) - 1)
    figures = {
        FRAGMENTATION: 1 - sum(size * (size - 1) for size in parts) / pairs,
        DISTANCE: sum(1 / hops[proxy] for proxy in proxies if proxy in hops) / len(proxies),
        REACH: float(_reached(stage, wiring, draw, frame, proxies, hops)),
    }
    holder = {BEFORE: case.predecessor, AFTER: case.successor}.get(name)
    if holder is not None:
        between = nx.betweenness_centrality(graph)
        figures[BETWEENNESS] = between[frame.places[holder]]
        if case.successor is not None:
            figures[OWN_BETWEENNESS] = between[frame.places[case.successor]]
    return figures


def _reached(
    stage: Stage,
    wiring: Wiring,
    draw: int,
    frame: Frame,
    proxies: list[int],
    hops: dict[int, int],
) -> int:
    command = nx.DiGraph()
    far = len(frame.places)
    for above, below, here, both in wiring.arcs:
        if not here[draw]:
            continue
        if not both or hops.get(above, far) <= hops.get(below, far):
            command.add_edge(above, below)
        if both and hops.get(below, far) <= hops.get(above, far):
            command.add_edge(below, above)
    starts = [frame.places[holder] for holder in stage.holders]
    reached = {v for s in starts if s in command for v in nx.descendants(command, s)} | set(starts)
    return len(reached & set(proxies))


if __name__ == "__main__":
    main()
