"""A network to turn over with the mouse, in a notebook; needs ``proxygraph[notebooks]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from proxygraph.reports.layout import spread_out
from proxygraph.reports.palette import INK, KINDS
from proxygraph.reports.territory.colours import CONSENTS

if TYPE_CHECKING:
    import networkx as nx
    from ipysigma import Sigma

    from analytics.network.person_network import Network
    from analytics.territory.corridor_result import Corridor

_HALF = 500.0
"""Half the width of the picture, in the widget's own units."""


def network_graph(network: Network, sizes: Mapping[str, float]) -> nx.DiGraph[str]:
    """Turn a network into a graph of networkx, with what the widget shows of each part.

    Vertices have name, kind, measure and place, ties their types, probability and number of
    publications. A mutual tie is one edge, from the lesser id.
    """
    import networkx as nx

    places = spread_out(network)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for key, vertex in network.vertices.items():
        x, y = places[key]
        graph.add_node(
            key,
            label=vertex.name,
            kind=vertex.label,
            measure=sizes.get(key, 0.0),
            x=x * _HALF,
            y=y * _HALF,
        )
    for tie in network.ties:
        graph.add_edge(
            tie.source,
            tie.target,
            relation=", ".join(sorted({claim.type for claim in tie.claims})),
            probability=round(tie.likelihood, 3),
            certain=tie.certain,
            disputed=tie.disputed,
            publications=len({source for claim in tie.claims for source in claim.sources}),
        )
    return graph


def network_widget(network: Network, sizes: Mapping[str, float], height: int = 560) -> Sigma:
    """Show a network that one can search, zoom and click through; works without a network.

    Parameters
    ----------
    sizes
        Id → a measure of 0 or more, by which vertices are sized.
    height
        In pixels.
    """
    from ipysigma import Sigma

    return Sigma(
        network_graph(network, sizes),
        height=height,
        node_color="kind",
        node_color_palette=dict(KINDS),
        node_size="measure",
        node_size_range=(3, 18),
        node_label="label",
        edge_size="probability",
        edge_size_range=(0.5, 4),
        default_edge_type="arrow",
        start_layout=False,
        label_density=2,
    )


def corridor_graph(found: Corridor) -> nx.DiGraph[str]:
    """Turn a corridor into a graph of networkx: its divisions in a row, and who is in them.

    An edge from a group to a division has the kind of hold, the words for the host's consent in
    fact, and the number of publications; one between divisions is their border.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    step = 2 * _HALF / max(1, len(found.segments) - 1)
    groups: dict[str, list[float]] = {}
    for place, segment in enumerate(found.segments):
        across = place * step - _HALF
        graph.add_node(segment.unit, label=segment.name, kind="division", x=across, y=0.0, size=3)
        if place:
            graph.add_edge(found.segments[place - 1].unit, segment.unit, relation="border")
        for holder in segment.holders:
            groups.setdefault(holder.id, []).append(across)
            graph.add_node(holder.id, label=holder.name, kind=holder.relation)
            facts = sorted({str(one.de_facto) for one in holder.consents})
            told = [fact for fact in facts if fact != "unknown"] or ["unknown"]
            graph.add_edge(
                holder.id,
                segment.unit,
                relation=holder.kind,
                consent=told[0] if len(told) == 1 else "several",
                certain=holder.certain,
                publications=holder.evidence.sources,
            )
    for place, (key, seen) in enumerate(sorted(groups.items())):
        side = 1 if place % 2 else -1
        down = side * (0.35 + 0.15 * (place // 2 % 4)) * _HALF
        graph.add_node(key, x=sum(seen) / len(seen), y=down, size=len(seen))
    return graph


def corridor_widget(found: Corridor, height: int = 520) -> Sigma:
    """Show a corridor that one can turn over: divisions from left to right, groups around them.

    Edges are coloured by the host's consent in fact. Works without a network.
    """
    from ipysigma import Sigma

    return Sigma(
        corridor_graph(found),
        height=height,
        node_color="kind",
        node_color_palette={
            "division": INK,
            "own": KINDS["State"],
            "sponsored": KINDS["Organization"],
            "through": KINDS["Position"],
        },
        node_size="size",
        node_size_range=(6, 14),
        node_label="label",
        edge_color="consent",
        edge_color_palette={**CONSENTS, "several": INK},
        default_edge_type="arrow",
        start_layout=False,
        label_density=3,
    )
