"""Pictures of likelihood: one statement over time, with its sightings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from proxygraph.reports.palette import BLUE, GREY, INK, PALE, VERMILION, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analytics.questions.statements import Sighting, Statement

_MARK, _LEVEL = -0.1, 0.07


def likelihood_picture(found: Statement, day: date) -> Figure:
    """Draw how likely a statement is from day to day, and what it was seen by.

    Parameters
    ----------
    found
        One statement, as :func:`analytics.questions.statements.statements_between` gives it.
    day
        The day of the question, which is marked.
    """
    from analytics.claims.likelihood_words import likelihood_words

    caption = (
        "The line: how likely it is that the statement holds on a day. Marks below it: each claim "
        "from the first to the last day that it speaks of; the darker, the better graded; "
        "vermilion: denied or doubted. Dashed: as likely as not, below which answers leave it out."
    )
    title = f"{found.text}: {likelihood_words(found.likelihood)} on {day}"
    figure, (axes,) = sheet(2.9, title, caption)
    days = np.array([one for one, _ in found.over_time], dtype="datetime64[D]")
    axes.plot(days, [chance for _, chance in found.over_time], color=BLUE, gid="likelihood")
    axes.axhline(0.5, color=PALE, linestyle="--", linewidth=0.8)
    axes.plot([np.datetime64(day)] * 2, [0, 1], color=GREY, linewidth=0.8, gid="day")
    for row, sight in enumerate(found.sightings):
        _mark(axes, sight, _MARK - _LEVEL * row)
    axes.set_ylim(_MARK - _LEVEL * max(len(found.sightings), 1), 1.02)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    axes.margins(x=0.01)
    return figure


def _mark(axes: Axes, sight: Sighting, height: float) -> None:
    first, last = (np.datetime64(one) for one in (sight.first, sight.last))
    colour = INK if sight.stance == "affirms" else VERMILION
    axes.plot(
        [first, max(last, first + np.timedelta64(20, "D"))],
        [height, height],
        color=colour,
        alpha=0.25 + 0.75 * sight.chance,
        linewidth=2.2,
        solid_capstyle="round",
        gid=f"claim:{sight.claim}",
    )
