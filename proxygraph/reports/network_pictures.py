"""Networks as pictures: the whole of one, and the ties of one actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import atan2, degrees, hypot, sqrt
from typing import TYPE_CHECKING

from proxygraph.reports.layout import Places, largest_part, on_a_ring, spread_out
from proxygraph.reports.palette import GREY, INK, KIND_WORDS, KINDS, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analytics.network.person_network import Network
    from analytics.network.ties import Tie

NAMED = 14
"""How many of the largest vertices bear their names."""

_LEAST, _MOST = 14.0, 620.0
_SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1), (0, 2), (0, -2))
_LETTER, _LINE = 0.0165, 0.05
"""Width of a letter and height of a line of a name, where the picture is 2 wide and 2 high."""


def network_picture(
    network: Network,
    sizes: Mapping[str, float],
    title: str,
    larger: str = "the more central",
    named: int = NAMED,
) -> Figure:
    """Draw the largest connected part of a network.

    Parameters
    ----------
    sizes
        Id → a measure of 0 or more, which the area of a vertex is proportional to.
    larger
        What a larger vertex means, for the caption: "the larger, …".
    named
        How many of the largest get their names.

    Notes
    -----
    A full line is a tie that was seen or is stated for the day, a dotted one was seen on others.
    """
    part = largest_part(network)
    places = spread_out(network, part)
    apart = len(network.vertices) - len(part)
    figure, (axes,) = sheet(6.6, title, _network_caption(network, len(part), apart, larger))
    _ties(axes, network.ties, places)
    largest = sorted(part, key=lambda vertex: (-sizes.get(vertex, 0.0), vertex))
    _vertices(axes, network, largest[::-1], places, sizes)
    names = {vertex: network.vertices[vertex].name for vertex in largest[:named]}
    _names(axes, names, places, sizes)
    _legend(axes, network, part)
    _blank(axes, 1.08, 1.08)
    return figure


def star_picture(network: Network, centre: str, title: str) -> Figure:
    """Draw an actor amid all that it is tied to, and how these are tied to each other.

    The thicker a tie, the likelier; a full line was seen or is stated for the day.
    """
    own = [tie for tie in network.ties if centre in (tie.source, tie.target)]
    around = {tie.target if tie.source == centre else tie.source for tie in own}
    vertices = network.vertices
    ring = sorted(around, key=lambda v: (vertices[v].label, vertices[v].name, v))
    places = {**on_a_ring(ring), centre: (0.0, 0.0)}
    chords = [tie for tie in network.ties if {tie.source, tie.target} <= around]
    caption = (
        f"{len(ring)} ties of {vertices[centre].name} on {network.question.day}: "
        f"{sum(tie.certain for tie in own)} seen or stated for that day (full lines), the others "
        "seen on other days (dotted); the thicker, the likelier. "
        f"Grey: {len(chords)} ties among those around."
    )
    figure, (axes,) = sheet(7.2, title, caption)
    _ties(axes, chords, places)
    for tie in own:
        _line(axes, tie, places, _colour_of(network, tie, centre), 0.4 + 2.2 * tie.likelihood)
    _vertices(axes, network, [*ring, centre], places, {centre: 1.0}, least=46)
    for vertex in ring:
        _around(axes, vertices[vertex].name, places[vertex])
    axes.annotate(
        vertices[centre].name,
        (0, 0),
        ha="center",
        va="center",
        fontsize=10,
        fontweight="bold",
        bbox={"boxstyle": "round,pad=0.25", "fc": "white", "ec": INK, "lw": 0.6},
        zorder=6,
    )
    _legend(axes, network, around)
    _blank(axes, 1.75, 1.62)
    return figure


def _network_caption(network: Network, drawn: int, apart: int, larger: str) -> str:
    certain = sum(tie.certain for tie in network.ties)
    rest = f" Not drawn: {apart} in parts that hang by themselves." if apart else ""
    return (
        f"{drawn} actors on {network.question.day}, the larger, {larger}; "
        f"{certain} of {len(network.ties)} ties were seen or are stated for that day (full "
        "lines), the others seen on other days (dotted). "
        f"Where something stands means nothing, only what it is tied to.{rest}"
    )


def _colour_of(network: Network, tie: Tie, centre: str) -> str:
    other = tie.target if tie.source == centre else tie.source
    return KINDS[network.vertices[other].label]


def _ties(axes: Axes, ties: Iterable[Tie], places: Places) -> None:
    for tie in ties:
        if tie.source in places and tie.target in places:
            _line(axes, tie, places, GREY if tie.certain else "#B8B8B8", 0.7)


def _line(axes: Axes, tie: Tie, places: Places, colour: str, width: float) -> None:
    (x, y), (u, v) = places[tie.source], places[tie.target]
    style = "-" if tie.certain else ":"
    axes.plot([x, u], [y, v], style, color=colour, lw=width, zorder=1, gid=f"tie:{_key(tie)}")


def _key(tie: Tie) -> str:
    return f"{tie.source} {tie.target}"


def _vertices(
    axes: Axes,
    network: Network,
    order: list[str],
    places: Places,
    sizes: Mapping[str, float],
    least: float = _LEAST,
) -> None:
    most = max(sizes.values(), default=0.0) or 1.0
    drawn = axes.scatter(
        [places[vertex][0] for vertex in order],
        [places[vertex][1] for vertex in order],
        s=[least + _MOST * sizes.get(vertex, 0.0) / most for vertex in order],
        c=[KINDS[network.vertices[vertex].label] for vertex in order],
        edgecolors="white",
        linewidths=0.6,
        zorder=3,
    )
    drawn.set_gid("vertices")


def _names(
    axes: Axes, names: Mapping[str, str], places: Places, sizes: Mapping[str, float]
) -> None:
    from matplotlib.patheffects import withStroke

    most = max(sizes.values(), default=0.0) or 1.0
    radius = {vertex: 0.006 + 0.042 * sqrt(sizes.get(vertex, 0.0) / most) for vertex in names}
    taken = [
        (x - radius[vertex], y - radius[vertex], x + radius[vertex], y + radius[vertex])
        for vertex, (x, y) in ((vertex, places[vertex]) for vertex in names)
    ]
    for vertex, name in names.items():
        x, y = places[vertex]
        half = len(name) * _LETTER / 2
        right, up = half + radius[vertex] + 0.01, radius[vertex] + _LINE / 2 + 0.004
        boxes = [_box(x + dx * right, y + dy * up, half) for dx, dy in _SIDES]
        box = min(boxes, key=lambda one: sum(_overlap(one, other) for other in taken))
        taken.append(box)
        axes.text(
            (box[0] + box[2]) / 2,
            (box[1] + box[3]) / 2,
            name,
            ha="center",
            va="center",
            fontsize=8.5,
            color=INK,
            zorder=5,
            path_effects=[withStroke(linewidth=2.6, foreground="white")],
        )


def _box(x: float, y: float, half: float) -> tuple[float, float, float, float]:
    low, high = max(-1.06, x - half), min(1.06, x + half)
    shift = (x - half < low) * (low - x + half) + (x + half > high) * (high - x - half)
    return x - half + shift, y - _LINE / 2, x + half + shift, y + _LINE / 2


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _around(axes: Axes, name: str, place: tuple[float, float]) -> None:
    """Write a name outward from its place on the ring, never upside down."""
    x, y = place
    angle = degrees(atan2(y, x))
    left = x < -1e-9
    out = 1.05 / hypot(x, y)
    axes.text(
        x * out,
        y * out,
        name,
        rotation=angle + 180 if left else angle,
        rotation_mode="anchor",
        ha="right" if left else "left",
        va="center",
        fontsize=8,
        color=INK,
    )


def _legend(axes: Axes, network: Network, vertices: Iterable[str]) -> None:
    labels = {network.vertices[vertex].label for vertex in vertices}
    for label in (one for one in KINDS if one in labels):
        axes.scatter([], [], s=40, c=KINDS[label], label=KIND_WORDS[label])
    axes.legend(loc="upper left", fontsize=8.5, frameon=False, borderpad=0, handletextpad=0.2)


def _blank(axes: Axes, wide: float, high: float) -> None:
    axes.set_xlim(-wide, wide)
    axes.set_ylim(-high, high)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
