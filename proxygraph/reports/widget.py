"""A network to turn over with the mouse, in a notebook; needs ``proxygraph[notebooks]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from proxygraph.reports.layout import spread_out
from proxygraph.reports.palette import KINDS

if TYPE_CHECKING:
    import networkx as nx
    from ipysigma import Sigma

    from analytics.network import Network

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
            probability=round(tie.probability, 3),
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
