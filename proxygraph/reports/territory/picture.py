"""Maps for print, as PNG or SVG, with the sponsors' view beside that of consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from analytics.territory.moments import Held, Moments
from graphdb.errors import ProxygraphError
from graphdb.outfile import whole_path
from proxygraph.reports.territory.colours import (
    CONSENTS,
    GREY,
    LAND,
    NOBODY,
    shown,
    sponsor_colours,
)
from proxygraph.reports.territory.document import middle, views
from proxygraph.reports.territory.shapes import Ring, on_sheet, shapes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch

View = Literal["sponsors", "facto"]
_TITLES: Mapping[View, str] = {"sponsors": "By sponsor", "facto": "By the host's consent in fact"}
_RANKS = {"controls": 0, "contested": 1, "operates": 2}
_EDGES = {"controls": (1.8, "solid"), "contested": (1.8, "dashed"), "operates": (0.5, "solid")}
_DOTS, _STRIPE = 200, 4
_MARGIN = 12.0
"""Units of the sheet: a name that stands nearer to the edge would be cut off."""


class PicturesMissingError(ProxygraphError):
    """matplotlib is not installed; install ``proxygraph[pictures]`` and run again."""


def write_picture(found: Moments, day: date, target: Path) -> None:
    """Draw both views of one day into a file whose suffix says how: ``.png`` or ``.svg``.

    The same moments give the same bytes.

    Raises
    ------
    PicturesMissingError
        matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise PicturesMissingError(
            f"{target.suffix} needs matplotlib: install proxygraph[pictures], or write .html"
        ) from error
    with mpl.rc_context({"svg.hashsalt": "proxygraph"}):
        figure = map_picture(found, day)
        dated = {"Date": None} if target.suffix == ".svg" else {"Software": None}
        with whole_path(target) as written:
            figure.savefig(written, dpi=_DOTS, metadata=dated, format=target.suffix[1:])


def map_picture(found: Moments, day: date) -> Figure:
    """Draw both views of one of the days side by side."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11.7, 5.1), layout="constrained")
    figure.suptitle(f"Who holds what on {day}", fontsize=12)
    left, right = figure.subplots(1, 2)
    _view(left, found, day, "sponsors")
    _view(right, found, day, "facto")
    figure.supxlabel(
        "Thick edge: controls; dashed: contested by a source; thin: operates. Dotted: seen "
        "on other days only. Stripes: several. A number: groups recorded for the country only.\n"
        f"Outlines: {shapes().origin}.",
        fontsize=6.5,
    )
    return figure


def _view(axes: Axes, found: Moments, day: date, view: View) -> None:
    from matplotlib.patches import Patch

    axes.set_title(_TITLES[view], fontsize=9)
    axes.set_facecolor("#e8eef3")
    for rings in shapes().countries.values():
        _outline(axes, rings, facecolor=LAND, edgecolor="none")
    palette = _palette(found, view)
    by_spot: dict[str, list[Held]] = {}
    for one in found.on(day):
        by_spot.setdefault(one.spot, []).append(one)
    used: set[str] = set()
    for unit, rings in shapes().divisions.items():
        if unit in by_spot:
            host = found.hosts.get(found.ground.locations[unit].country or "")
            words = shown((w for one in by_spot[unit] for w in _words(one, view)), host)
            used |= words
            colours = [colour for word, (_, colour) in palette.items() if word in words]
            _division(axes, rings, by_spot[unit], colours)
        else:
            _outline(axes, rings, facecolor="none", edgecolor="#a7adb4", linewidth=0.3)
    _outline(
        axes, shapes().borders, closed=False, facecolor="none", edgecolor="#30363d", linewidth=0.8
    )
    box = _box(axes, found)
    _names(axes, found, by_spot, box)
    axes.legend(
        handles=[
            Patch(facecolor=colour, edgecolor="#40464d", label=name)
            for word, (name, colour) in palette.items()
            if word in used
        ],
        loc="lower right",
        fontsize=7,
        framealpha=0.9,
    )


def _words(one: Held, view: View) -> tuple[str, ...]:
    return (one.sponsors or ("",)) if view == "sponsors" else one.facto


def _palette(found: Moments, view: View) -> dict[str, tuple[str, str]]:
    if view == "facto":
        return {word: (word.replace("_", " "), colour) for word, colour in CONSENTS.items()}
    colours = sponsor_colours(found.sponsors)
    named = {key: (name, colours[key]) for key, name in found.sponsors.items()}
    return {**named, "": (NOBODY, GREY)}


def _division(axes: Axes, rings: Iterable[Ring], holds: list[Held], colours: list[str]) -> None:
    strongest = min(holds, key=lambda one: _RANKS[one.kind])
    width, style = _EDGES[strongest.kind]
    shape = tuple(rings)
    _outline(axes, shape, facecolor=colours[0], edgecolor="none")
    for colour, hatch in zip(colours[1:], ("//", "\\\\", "||"), strict=False):
        stripes = _outline(
            axes, shape, facecolor="none", edgecolor=colour, hatch=hatch, linewidth=0
        )
        stripes.set_hatch_linewidth(_STRIPE)
    if not any(one.certain for one in holds):
        dots = _outline(axes, shape, facecolor="none", edgecolor=LAND, hatch="...", linewidth=0)
        dots.set_hatch_linewidth(1)
    _outline(axes, shape, facecolor="none", edgecolor="black", linewidth=width, linestyle=style)


def _outline(
    axes: Axes, rings: Iterable[Ring], *, closed: bool = True, **look: object
) -> PathPatch:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    parts = [Outline([on_sheet(*point) for point in ring], closed=closed) for ring in rings]
    patch = PathPatch(Outline.make_compound_path(*parts), **look)
    axes.add_patch(patch)
    return patch


def _names(
    axes: Axes, found: Moments, by_spot: Mapping[str, list[Held]], box: Sequence[float]
) -> None:
    for country, rings in shapes().countries.items():
        place = found.ground.locations.get(country)
        if place is None:
            continue
        across, down = middle(place, rings)
        if not _has_room(box, across, down):
            continue
        count = len(by_spot.get(country, ()))
        text = f"{place.name} ({count})" if count else place.name
        axes.text(
            across,
            down,
            text.replace("$", r"\$"),
            ha="center",
            va="center",
            fontsize=6.5,
            clip_on=True,
            bbox={"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.8},
        )


def in_picture(found: Moments, spot: str) -> bool:
    """Tell whether a picture shows what is held in a place: its outline, or its country's name."""
    box = _frame_of(found)
    if rings := shapes().divisions.get(spot):
        left, top, width, height = box
        points = (on_sheet(*point) for ring in rings for point in ring)
        return any(left < x < left + width and top < y < top + height for x, y in points)
    if rings := shapes().countries.get(spot):
        return _has_room(box, *middle(found.ground.locations[spot], rings))
    return False


def _has_room(box: Sequence[float], across: float, down: float) -> bool:
    """Tell whether a name that stands at a point is not cut off by the frame."""
    left, top, width, height = box
    return left + _MARGIN < across < left + width - _MARGIN and top < down < top + height


def _frame_of(found: Moments) -> Sequence[float]:
    first = views(found)[0]["box"]
    assert isinstance(first, list)  # noqa: S101
    return first


def _box(axes: Axes, found: Moments) -> Sequence[float]:
    left, top, width, height = _frame_of(found)
    axes.set_xlim(left, left + width)
    axes.set_ylim(top + height, top)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    return left, top, width, height
