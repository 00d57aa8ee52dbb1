"""Answers as pictures: each takes a frozen result and gives a matplotlib figure.

Examples
--------
>>> retention_bar(found).savefig("retention.png", dpi=200)  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from proxygraph.reports.likelihood_pictures import likelihood_picture
from proxygraph.reports.network_pictures import network_picture, star_picture
from proxygraph.reports.palette import (
    BLUE,
    GREY,
    INK,
    KIND_WORDS,
    KINDS,
    ORANGE,
    PALE,
    VERMILION,
    sheet,
)
from proxygraph.reports.rank_pictures import interval_picture, losses_picture
from proxygraph.reports.succession_pictures import (
    forest_picture,
    retention_bar,
    stages_picture,
)
from proxygraph.reports.territory.picture import map_picture
from proxygraph.reports.territory_pictures import (
    consent_picture,
    corridor_picture,
    years_picture,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analytics.questions.centrality import Centrality

__all__ = [
    "consent_picture",
    "corridor_picture",
    "coverage_picture",
    "forest_picture",
    "interval_picture",
    "likelihood_picture",
    "losses_picture",
    "map_picture",
    "network_picture",
    "ranking_picture",
    "retention_bar",
    "shift_picture",
    "stages_picture",
    "star_picture",
    "years_picture",
]


def ranking_picture(answer: Centrality, title: str, top: int = 12) -> Figure:
    """Draw the most central actors as bars of betweenness, with the ties that each has."""
    rows = answer.rows[:top]
    caption = (
        f"Betweenness (the share of all shortest paths that run through an actor) on "
        f"{answer.question.day}, among {len(answer.rows)} actors with {answer.ties} ties. At the "
        "end of each bar: its ties, and how many of them are expected to hold by their likelihood."
    )
    figure, (axes,) = sheet(0.3 + 0.3 * len(rows), title, caption)
    bars = axes.barh(
        [_lines(row.name) for row in rows],
        [row.betweenness for row in rows],
        color=[KINDS[row.label] for row in rows],
        height=0.66,
    )
    axes.bar_label(
        bars,
        [f"{row.degree} ({row.expected_ties:.1f})" for row in rows],
        padding=4,
        fontsize=8,
        color=INK,
    )
    for label in sorted({row.label for row in rows}):
        axes.scatter([], [], s=40, c=KINDS[label], label=KIND_WORDS[label])
    axes.legend(loc="lower right", fontsize=8.5, frameon=False)
    axes.invert_yaxis()
    axes.margins(x=0.1)
    return figure


def shift_picture(before: Centrality, after: Centrality, title: str, top: int = 10) -> Figure:
    """Draw how the ranks of the most central moved between two answers.

    Those that are among the first ``top`` in either answer are drawn; who has a new place, or
    had none before, is coloured.
    """
    former = {row.id: row.rank for row in before.rows}
    latter = {row.id: row.rank for row in after.rows}
    names = {row.id: row.name for row in (*before.rows, *after.rows)}
    shown = [key for key in names if min(former.get(key, top + 1), latter.get(key, top + 1)) <= top]
    moved = sum(former.get(key) != latter.get(key) for key in shown)
    caption = (
        f"Rank by betweenness, before (left) and after (right); {moved} of the {len(shown)} shown "
        "moved: orange up, blue down or gone, grey not at all. Below the first "
        f"{top} places the distance is not to scale."
    )
    figure, (axes,) = sheet(0.4 + 0.3 * len(shown), title, caption)
    left, right = _rows(former, shown, top), _rows(latter, shown, top)
    for key in shown:
        ends = {0: (left[key], former[key])} if key in former else {}
        if key in latter:
            ends[1] = right[key], latter[key]
        _shift(axes, names[key], ends)
    axes.set_xlim(-0.9, 1.9)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    axes.invert_yaxis()
    return figure


def _rows(ranks: Mapping[str, int], shown: Sequence[str], top: int) -> dict[str, int]:
    """Give each a row: its rank, or the next free one below the first ``top``."""
    lower = sorted((key for key in shown if ranks.get(key, 0) > top), key=lambda key: ranks[key])
    first = {key: ranks[key] for key in shown if key in ranks and ranks[key] <= top}
    return {**first, **{key: row for row, key in enumerate(lower, start=top + 2)}}


def _shift(axes: Axes, name: str, ends: Mapping[int, tuple[int, int]]) -> None:
    """Draw one actor's line; ``ends`` are row and rank at the left (0) and at the right (1)."""
    former, latter = (ends[side][1] if side in ends else None for side in (0, 1))
    up = former is None or (latter is not None and latter < former)
    colour = GREY if former == latter else ORANGE if up else BLUE
    width = 1.0 if colour == GREY else 1.8
    rows = [row for row, _ in ends.values()]
    axes.plot(list(ends), rows, "-o", color=colour, lw=width, ms=5, label=name)
    for side, (row, rank) in ends.items():
        axes.text(
            side + (0.05 if side else -0.05),
            row,
            f"{rank}  {name}" if side else f"{name}  {rank}",
            ha="left" if side else "right",
            va="center",
            fontsize=8.5,
            color=INK,
        )


def coverage_picture(counts: Sequence[tuple[date, int, int]], title: str) -> Figure:
    """Draw how many ties the evidence knows of, day by day.

    Parameters
    ----------
    counts
        Days with the number of ties that are likely enough and of those that are weaker.
    """
    days = np.array([day for day, _, _ in counts], dtype="datetime64[D]")
    likely = [enough for _, enough, _ in counts]
    weaker = [rest for _, _, rest in counts]
    caption = (
        "Ties of the command network. Vermilion: at least as likely as not on that day; grey, on "
        "top: less likely, for want of good claims or of sightings near the day."
    )
    figure, (axes,) = sheet(2.6, title, caption)
    axes.stackplot(days, likely, weaker, colors=[VERMILION, PALE], labels=["likely", "weaker"])
    axes.legend(loc="upper left", fontsize=8.5, frameon=False, ncols=2)
    axes.set_ylabel("ties", fontsize=8.5)
    axes.set_ylim(0, 1.25 * max((a + b for _, a, b in counts), default=1))
    axes.margins(x=0)
    return figure


def _lines(name: str) -> str:
    return name if len(name) <= 36 else name[:35] + "…"
