"""Colours that people with any colour vision tell apart, and the sheet that pictures stand on."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import fill
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN = "#0072B2", "#E69F00", "#009E73"
SKY, VERMILION, PURPLE = "#56B4E9", "#D55E00", "#CC79A7"
GREY, PALE, INK = "#8C8C8C", "#D0D0D0", "#222222"
"""Okabe and Ito's colours, and greys."""

KINDS: Mapping[str, str] = MappingProxyType(
    {"Person": BLUE, "Organization": ORANGE, "State": GREEN, "Position": PURPLE}
)
"""Label of an actor → colour."""

KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {"Person": "person", "Organization": "organization", "State": "state", "Position": "post"}
)

FATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "inherited": (BLUE, ""),
        "independent": (SKY, "//"),
        "re-established": (GREEN, "\\\\"),
        "reassigned": (PURPLE, "xx"),
        "undetermined": (PALE, ".."),
        "lost": (VERMILION, ""),
    }
)
"""What became of a tie → colour and hatching."""

WIDTH = 8.4
"""Width of every picture, in inches."""

_LETTERS_AN_INCH = 14.6
_LINE, _EDGE = 0.175, 0.08
"""Height of a caption's line, and the caption's distance from the edge, in inches."""


def sheet(height: float, title: str, caption: str, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """Make an empty picture with a title and a caption below it, and ``columns`` axes in a row.

    Parameters
    ----------
    height
        Of the part that is drawn on, in inches.
    """
    from matplotlib.figure import Figure

    above = fill(title, 84)
    below = fill(caption, int(WIDTH * _LETTERS_AN_INCH))
    foot = _LINE * (below.count("\n") + 1) + 2 * _EDGE
    head = 0.23 * (above.count("\n") + 1) + 2 * _EDGE
    whole = height + foot + head
    figure = Figure(figsize=(WIDTH, whole), layout="constrained", facecolor="white")
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0, foot / whole, 1, height / whole))  # type: ignore[call-arg]
    edge = _EDGE / WIDTH
    figure.text(edge, 1 - _EDGE / whole, above, va="top", fontsize=11, fontweight="bold", color=INK)
    figure.text(edge, _EDGE / whole, below, va="bottom", fontsize=8.5, color="#555555")
    grid = figure.subplots(1, columns, squeeze=False)
    return figure, [bared(axes) for axes in grid[0]]


def bared(axes: Axes) -> Axes:
    """Take the frame away, save for the line below."""
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=8.5, colors=INK, length=0)
    return axes
