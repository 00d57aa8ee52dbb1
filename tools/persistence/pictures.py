"""The pictures of docs/persistence.md: the curves, and how well they predict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analytics.claims.persistence import Curve, Persistence
from proxygraph.reports.palette import BLUE, GREY, INK, ORANGE, VERMILION, sheet
from tools.persistence.calibration import Score
from tools.persistence.fitting import YEAR, Counts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHOWN_YEARS = 30
COLOURS = {"forward": BLUE, "backward": ORANGE, "between": VERMILION}
WORDS = {
    "forward": "still so, years after it was last seen",
    "backward": "already so, years before it was first seen",
    "between": "so in between, sightings that many years apart",
}


def curve_picture(
    curve: Persistence, title: str, caption: str, counts: Mapping[str, Counts] | None = None
) -> Figure:
    """Draw a curve in its directions, each with its interval; dashed where extrapolated.

    Directions that are the same are drawn once. With ``counts`` the shares are drawn as points.
    """
    figure, (axes,) = sheet(2.6, title, caption)
    for name, colour in COLOURS.items():
        drawn: Curve = getattr(curve, name)
        if name == "backward" and np.array_equal(drawn.values, curve.forward.values):
            continue
        _line(axes, drawn, colour, WORDS[name])
        if counts:
            measured = counts[name].measured()
            axes.scatter(measured.days / YEAR, measured.shares, s=12, color=colour, zorder=3)
    axes.set_xlim(0, SHOWN_YEARS)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("years", fontsize=8.5, color=INK)
    axes.set_ylabel("chance", fontsize=8.5, color=INK)
    axes.legend(loc="upper right", fontsize=8, frameon=False, bbox_to_anchor=(1, 0.8))
    return figure


def _line(axes: Axes, curve: Curve, colour: str, label: str) -> None:
    days = np.linspace(0, SHOWN_YEARS * YEAR, 300)
    last = curve.days[curve.cases > 0].max(initial=0)
    chances = curve.chances(days)
    low, high = (np.interp(days, curve.days, bound) for bound in (curve.low, curve.high))
    axes.fill_between(days / YEAR, low, high, color=colour, alpha=0.13, linewidth=0)
    for part, dash in ((days <= last, "-"), (days >= last, (0, (2, 2)))):
        shown = label if dash == "-" else None
        axes.plot(
            days[part] / YEAR,
            chances[part],
            color=colour,
            linestyle=dash,
            linewidth=1.6,
            label=shown,
        )


def calibration_picture(drawn: Sequence[tuple[Score, str]], caption: str) -> Figure:
    """Draw reliability diagrams: the chance given against the share that held, by tenths."""
    title = "Support: chances given, and how often it was so"
    figure, many = sheet(1.75, title, caption, len(drawn))
    for axes, (score, name) in zip(many, drawn, strict=True):
        has = score.number > 0
        axes.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle=(0, (4, 3)))
        sizes = 8 + 90 * score.number[has] / score.number.max()
        axes.plot(score.said[has], score.held[has], color=BLUE, linewidth=1)
        axes.scatter(score.said[has], score.held[has], s=sizes, color=BLUE, zorder=3)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_aspect("equal")
        axes.set_xticks([0, 0.5, 1])
        axes.set_yticks([0, 0.5, 1])
        axes.set_title(name.replace(", ", ",\n"), fontsize=8.5, color=INK)
        axes.set_xlabel("chance given", fontsize=8.5, color=INK)
    many[0].set_ylabel("share that held", fontsize=8.5, color=INK)
    return figure


def save(figure: Figure, path: Path) -> None:
    """Write a picture as PNG, without a date, so that the same figure is the same file."""
    figure.savefig(path, dpi=110, metadata={"Software": None})
