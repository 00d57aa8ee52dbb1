"""One succession as pictures: what becomes of the ties, and what that does to the network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analytics.succession.measures import (
    BETWEENNESS,
    COUNTS,
    DISTANCE,
    FIGHTERS_HIGH,
    FIGHTERS_LOW,
    FRAGMENTATION,
    OWN_BETWEENNESS,
    REACH,
)
from analytics.succession.words import share_of_draws
from proxygraph.reports.palette import BLUE, FATES, GREY, INK, PALE, VERMILION, bared, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analytics.succession.result import Indicator, Succession

STAGES = ("before", "vacant", "after")


COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("betweenness\nof the holder", (BETWEENNESS,)),
    ("fragmentation of\nthe survivors", (FRAGMENTATION,)),
    ("sponsor-to-proxy\nefficiency", (DISTANCE,)),
    ("proxies reached\nfrom the post", (REACH,)),
    ("fighters reached,\nthousands", (FIGHTERS_LOW, FIGHTERS_HIGH)),
)
"""What stands side by side before, vacant and after: heading and indicators."""

PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("change, on a scale of 0 to 1", (BETWEENNESS, OWN_BETWEENNESS, FRAGMENTATION, DISTANCE)),
    ("change, in proxies", (REACH,)),
    ("change, in thousands of fighters", (FIGHTERS_LOW, FIGHTERS_HIGH)),
)
"""Indicators whose changes have a scale in common: its name and the indicators."""


def retention_bar(found: Succession) -> Figure:
    """Draw what becomes of the predecessor's ties as one bar of shares, with the interval.

    Raises
    ------
    ValueError
        The predecessor has no tie on record.
    """
    if not found.relations.alters:
        raise ValueError("no tie of the predecessor is on record, so there is nothing to draw")
    shares = {fate: share for fate, share in found.shares().items() if share}
    figure, (axes,) = sheet(1.45, _retention_title(found), _retention_caption(found))
    left = 0.0
    for fate, share in shares.items():
        colour, hatch = FATES[fate]
        axes.barh(
            0,
            share,
            left=left,
            height=0.62,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            label=fate,
        )
        axes.text(
            left + share / 2, 0.4, f"{fate} {share:.0%}", ha="center", va="bottom", fontsize=9
        )
        left += share
    spread = found.retention_spread
    if spread is not None:
        axes.plot([spread.low, spread.high], [-0.52, -0.52], color=INK, lw=1.6, gid="interval")
        axes.plot([spread.median], [-0.52], "o", color=INK, ms=6, gid="median")
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.75, 0.85)
    axes.set_yticks([])
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    return figure


def _retention_title(found: Succession) -> str:
    names, case = found.names, found.case
    successor = names[case.successor] if case.successor else "nobody known"
    return (
        f"{names[case.predecessor]} → {successor}: what becomes of {_ties_of(found)} ({case.mode})"
    )


def _ties_of(found: Succession) -> str:
    count = len(found.relations.alters)
    return f"{count} tie{'s' if count != 1 else ''}"


def _retention_caption(found: Succession) -> str:
    kept = "no successor is known" if found.retention is None else f"{found.retention:.0%} kept"
    said = f"Shares of the predecessor's ties by what the evidence says of them: {kept}."
    spread = found.retention_spread
    if spread is None:
        return said
    passing = "" if found.case.mode == "observed" else " and about what passes"
    return (
        f"{said} Below the bar: retention with doubt about claims{passing}, median "
        f"{spread.median:.0%} (dot), 5th to 95th percentile {spread.low:.0%} to {spread.high:.0%}."
    )


def stages_picture(found: Succession, title: str) -> Figure:
    """Draw the indicators before, with the post vacant, and after, each on its own scale.

    Fighters reached are drawn from the low to the high figure.
    """
    caption = (
        "Before, with the post vacant, and with the successor in it, without doubt drawn in. More "
        "fragmentation is worse; of all others less is worse. A cross: the figure does not exist. "
        "Fighters: full up to the low estimates, hatched up to the high ones."
    )
    known = {one.name: one for one in found.indicators}
    columns = [(title, names) for title, names in COLUMNS if names[0] in known]
    figure, grid = sheet(2.5, title, caption, columns=len(columns))
    for axes, (heading, names) in zip(grid, columns, strict=True):
        _stages(axes, [known[name] for name in names])
        axes.set_title(heading, fontsize=9, loc="left")
    return figure


def _stages(axes: Axes, indicators: Sequence[Indicator]) -> None:
    last = indicators[-1]
    tops = [[(getattr(one, stage) or 0.0) / _scale(one) for stage in STAGES] for one in indicators]
    colours = (BLUE, PALE, VERMILION)
    axes.bar(STAGES, tops[0], color=colours, width=0.7)
    if len(tops) > 1:
        rest = [high - low for low, high in zip(*tops, strict=True)]
        axes.bar(STAGES, rest, 0.7, tops[0], color="white", edgecolor=colours, hatch="////")
    for place, stage in enumerate(STAGES):
        words = [_figure(one, getattr(one, stage)) for one in indicators]
        axes.annotate(
            "–".join(dict.fromkeys(words)),
            (place, tops[-1][place]),
            (0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=7.5 if len(words) > 1 else 8.5,
            color=INK,
        )
    axes.set_yticks([])
    axes.set_ylim(0, 1.15 * max(*tops[-1], 1e-9))
    axes.set_gid(last.name)


def _figure(indicator: Indicator, value: float | None) -> str:
    if value is None:
        return "×"
    return f"{value / _scale(indicator):,.0f}" if indicator.name in COUNTS else f"{value:.2f}"


def forest_picture(found: Succession, title: str) -> Figure:
    """Draw the change of every indicator with its interval, each unit on its own scale.

    Raises
    ------
    ValueError
        The succession was worked out without draws, so that there are no intervals.
    """
    if found.plan is None:
        raise ValueError("no draws were made: ask for the succession with a plan of draws")
    panels = _panels(found)
    caption = (
        f"After less before: median (dot) and 5th to 95th percentile (line) of "
        f"{found.plan.draws:,} draws; the diamond is the figure without doubt. At the right: "
        "in what share of draws it is worse after; vermilion if in 95% or more, blue if in 5% or "
        "less, else grey. Ties that nobody observed are outside the intervals."
    )
    rows = sum(len(indicators) for _, indicators in panels)
    figure, (first,) = sheet(0.42 * rows + 0.5 * len(panels), title, caption)
    first.remove()
    heights = [len(indicators) + 0.4 for _, indicators in panels]
    grid = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)
    for axes, (scale, indicators) in zip(grid[:, 0], panels, strict=True):
        _forest(bared(axes), indicators)
        axes.set_xlabel(scale, fontsize=8)
    axes = grid[0, 0]
    axes.annotate("worse in", (1.01, 1), xycoords="axes fraction", fontsize=8, color=INK)
    return figure


def _forest(axes: Axes, indicators: Sequence[Indicator]) -> None:
    axes.axvline(0, color=INK, lw=0.8)
    for row, indicator in enumerate(indicators):
        spread, scale = indicator.spreads["change"], _scale(indicator)
        colour = _colour(indicator)
        interval = [spread.low / scale, spread.high / scale]
        axes.plot(interval, [row, row], color=colour, lw=2.4, label=indicator.name)
        axes.plot([spread.median / scale], [row], "o", color=colour, ms=7)
        if indicator.change is not None:
            axes.plot([indicator.change / scale], [row], "D", mfc="none", mec=INK, ms=6)
        axes.annotate(
            "" if indicator.loss is None else _share(indicator.loss),
            (1.01, row),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=8.5,
            color=INK,
        )
    axes.set_yticks(range(len(indicators)), [indicator.name for indicator in indicators])
    axes.set_ylim(len(indicators) - 0.4, -0.6)
    axes.margins(x=0.06)


def _share(share: float) -> str:
    return share_of_draws(share).replace("over ", "> ").replace("under ", "< ")


def _colour(indicator: Indicator) -> str:
    if indicator.loss is None or 0.05 < indicator.loss < 0.95:
        return GREY
    return VERMILION if indicator.loss >= 0.95 else BLUE


def _panels(found: Succession) -> list[tuple[str, list[Indicator]]]:
    drawn = {one.name: one for one in found.indicators if "change" in one.spreads}
    panels = [(scale, [drawn[name] for name in names if name in drawn]) for scale, names in PANELS]
    return [(scale, indicators) for scale, indicators in panels if indicators]


def _scale(indicator: Indicator) -> float:
    return 1000.0 if indicator.name in (FIGHTERS_LOW, FIGHTERS_HIGH) else 1.0
