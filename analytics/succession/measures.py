"""The indicators of a succession, in every draw of a sample."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analytics.claims.fighters import Count
from analytics.claims.history import Evidence, is_proxy, leaf_strengths
from analytics.succession.drawn_network import FAR, DrawnNetwork, Hops, draw_network
from analytics.succession.request import Case
from analytics.succession.sampling import Sample
from analytics.succession.scenarios import Scenario

Floats = NDArray[np.float64]

BEFORE, VACANT, AFTER = "before", "vacant", "after"
BETWEENNESS = "betweenness of the holder"
OWN_BETWEENNESS = "betweenness of the successor"
FRAGMENTATION = "fragmentation of the survivors"
DISTANCE = "sponsor-to-proxy efficiency"
REACH = "proxies reached from the post"
FIGHTERS_LOW = "fighters reached, low"
FIGHTERS_HIGH = "fighters reached, high"

COUNTS = frozenset({REACH, FIGHTERS_LOW, FIGHTERS_HIGH})
"""Indicators that are numbers of something; all others lie between -1 and 1."""

Figures = dict[str, Floats]
"""Indicator → one figure a draw; NaN where it does not exist."""


@dataclass(frozen=True)
class Frame:
    """What stays the same in all graphs of one case, so that their figures can be compared.

    Parameters
    ----------
    root
        The sponsor's leader; ``None`` where nobody stands above the post and nobody has it.
    root_in_post
        The post that passes is the leader's own: whoever has it is the root.
    proxies
        Proxies (:func:`is_proxy`) that the command reaches before, in the order of their ids.
    leaves
        Proxies' units with a strength, none of them within another.
    survivors
        Whose fragmentation is measured: all but the two and the removed.
    """

    places: Mapping[str, int]
    root: str | None
    root_in_post: bool
    proxies: tuple[str, ...]
    leaves: Mapping[str, Count]
    survivors: frozenset[str]

    def root_of(self, scenario: Scenario) -> str | None:
        """Name the root in one scenario."""
        if self.root_in_post:
            return scenario.holders[0] if scenario.holders else None
        return self.root


def frame_of(
    case: Case, evidence: Evidence, scenarios: Mapping[str, Scenario], sample: Sample
) -> Frame:
    """Find the root, the proxies and the survivors in the graph before the succession."""
    everyone = sorted(frozenset().union(*(scenario.vertices for scenario in scenarios.values())))
    places = {vertex: place for place, vertex in enumerate(everyone)}
    before = draw_network(scenarios[BEFORE], places, sample)
    root = case.root or _top(case.predecessor, before)
    depth = before.hops(root)
    starts = [v for v in (root, case.predecessor, case.successor) if v in before.vertices]
    below = before.below([v for v in starts if v is not None], depth) | (depth < FAR)
    reached = np.asarray(below.any(axis=1), dtype=np.bool_)
    inside = [vertex for vertex in everyone if reached[places[vertex]]]
    two = {case.predecessor, case.successor}
    return Frame(
        places=places,
        root=root,
        root_in_post=root == case.predecessor,
        proxies=tuple(vertex for vertex in inside if is_proxy(vertex, evidence)),
        leaves={u: s for u, s in leaf_strengths(evidence).items() if u in inside},
        survivors=scenarios[BEFORE].vertices - two - case.removed,
    )


def _top(start: str, network: DrawnNetwork) -> str:
    """Climb to whoever has nobody above; of several, who reaches most, the nearest, by id."""
    names = {place: vertex for vertex, place in network.places.items()}
    above: dict[int, set[int]] = {}
    for superior, inferior, here, both in network.arcs:
        if not both and here.any():
            above.setdefault(inferior, set()).add(superior)
    climbed = {network.places[start]: 0}
    edge = [network.places[start]]
    while edge:
        higher = [(up, climbed[v] + 1) for v in edge for up in above.get(v, ())]
        edge = []
        for up, steps in higher:
            if up not in climbed:
                climbed[up] = steps
                edge.append(up)
    tops = [place for place in climbed if not above.get(place)]
    if not tops:
        return start
    reach = {place: int((network.hops(names[place]) < FAR).sum()) for place in tops}
    return names[min(tops, key=lambda v: (-reach[v], climbed[v], names[v]))]


def figures(scenario: Scenario, network: DrawnNetwork, frame: Frame, case: Case) -> Figures:
    """Work out the indicators of one graph; betweenness comes from :func:`centralities`."""
    hops = network.hops(frame.root_of(scenario))
    reached = network.below(scenario.holders, hops)
    proxies = reached[[frame.places[proxy] for proxy in frame.proxies]]
    leaves = hops[[frame.places[unit] for unit in frame.leaves]] < FAR
    low = np.array([count.low for count in frame.leaves.values()], dtype=np.float64)
    high = np.array([count.high for count in frame.leaves.values()], dtype=np.float64)
    return {
        FRAGMENTATION: network.fragmentation(frame.survivors),
        DISTANCE: _efficiency(hops, frame),
        REACH: proxies.sum(axis=0).astype(np.float64),
        FIGHTERS_LOW: low @ leaves,
        FIGHTERS_HIGH: high @ leaves,
    }


def efficiency(scenario: Scenario, network: DrawnNetwork, frame: Frame) -> Floats:
    """Compute E_cmd, the mean of 1/hops from the root to each proxy: shape (draws,), 0 to 1."""
    return _efficiency(network.hops(frame.root_of(scenario)), frame)


def _efficiency(hops: Hops, frame: Frame) -> Floats:
    if not frame.proxies:
        return np.full(hops.shape[1], np.nan)
    far = hops[[frame.places[proxy] for proxy in frame.proxies]]
    near: Floats = np.where(far < FAR, 1.0 / np.maximum(far, 1), 0.0).mean(axis=0)
    return near


def centralities(
    scenarios: Mapping[str, Scenario], networks: Mapping[str, DrawnNetwork], case: Case
) -> dict[str, Figures]:
    """Work out the betweenness of holder and successor in each graph that needs it."""
    nothing = np.full(networks[BEFORE].draws, np.nan)
    before = networks[BEFORE].betweenness(case.predecessor)
    own = before if case.same else networks[BEFORE].betweenness(case.successor)
    acting = scenarios[VACANT].holders
    vacant = networks[VACANT].betweenness(acting[0]) if acting else nothing
    after = networks[AFTER].betweenness(case.successor) if case.successor else vacant
    return {
        BEFORE: {BETWEENNESS: before, OWN_BETWEENNESS: own},
        VACANT: {BETWEENNESS: vacant, OWN_BETWEENNESS: nothing},
        AFTER: {BETWEENNESS: after, OWN_BETWEENNESS: after if case.successor else nothing},
    }


def measure(
    scenarios: Mapping[str, Scenario], frame: Frame, case: Case, sample: Sample
) -> tuple[dict[str, Figures], dict[str, DrawnNetwork]]:
    """Work out all indicators of the three graphs, and give the graphs along."""
    networks = {
        name: draw_network(scenario, frame.places, sample) for name, scenario in scenarios.items()
    }
    middle = centralities(scenarios, networks, case)
    found = {
        name: {**middle[name], **figures(scenario, networks[name], frame, case)}
        for name, scenario in scenarios.items()
    }
    return found, networks


def recovery(found: Mapping[str, Figures]) -> Floats:
    """Compute (F(Gv) − F(G1))/(F(Gv) − F(G0)): at most 1, NaN without a shock."""
    vacant = found[VACANT][FRAGMENTATION]
    shock = vacant - found[BEFORE][FRAGMENTATION]
    regained = vacant - found[AFTER][FRAGMENTATION]
    share: Floats = np.full(len(shock), np.nan)
    return np.divide(regained, shock, out=share, where=shock > 1e-12)


def retention(case: Case, alters: tuple[str, ...], networks: Mapping[str, DrawnNetwork]) -> Floats:
    """Compute the share of the predecessor's ties that the successor has after: NaN without."""
    count = np.zeros(networks[BEFORE].draws)
    kept = np.zeros(networks[BEFORE].draws)
    for alter in alters:
        had = networks[BEFORE].tied(case.predecessor, alter)
        count += had
        if case.successor is not None:
            kept += had & networks[AFTER].tied(case.successor, alter)
    share: Floats = np.full(len(count), np.nan)
    return np.divide(kept, count, out=share, where=count > 0)
