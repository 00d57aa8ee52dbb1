"""A corridor, its years, and consent as pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from proxygraph.reports.palette import BLUE, GREY, INK, PALE, SKY, VERMILION, sheet
from proxygraph.reports.territory.colours import CONSENTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from analytics.territory.corridor_result import Corridor, Segment
    from analytics.territory.presence_result import Presence

STATES = {"held": BLUE, "possibly held": SKY, "gap": VERMILION}
_VERDICTS = {"unbroken": (BLUE, "o"), "possibly unbroken": (SKY, "o"), "broken": (VERMILION, "X")}
_NAMED = 3


def corridor_picture(found: Corridor, title: str) -> Figure:
    """Draw the divisions of a way in order, in what share of draws each is held, and by whom.

    Raises
    ------
    ValueError
        No borders on record lead from the one end to the other.
    """
    if not found.segments:
        raise ValueError("no borders on record lead there, so there is nothing to draw")
    caption = (
        f"From {found.start} (top) to {found.end} on {found.request.at}: the share of draws in "
        f"which somebody on the side of {found.sponsor_name} is in the division, and who. Dark: "
        "seen or stated for that day; light: seen on other days; a cross: nobody is likely to be "
        "there. ?: seen on other days only; !: contested by a source."
    )
    figure, (axes,) = sheet(0.4 + 0.5 * len(found.segments), title, caption)
    for place, segment in enumerate(found.segments):
        chance = segment.chance or 0.0
        axes.barh(place, chance, height=0.4, color=STATES[segment.state], gid=segment.unit)
        if segment.state == "gap":
            axes.plot([0.01], [place], "X", color=VERMILION, ms=9)
        axes.text(0.0, place - 0.3, _holders(segment), va="bottom", fontsize=8, color=INK)
    names = [f"{one.name}\n{one.country}" for one in found.segments]
    axes.set_yticks(range(len(names)), names, fontsize=8.5)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(names) - 0.5, -0.75)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    return figure


def _holders(segment: Segment) -> str:
    named = [
        f"{one.name}{'' if one.certain else ' ?'}{' !' if one.kind == 'contested' else ''}"
        for one in segment.holders[:_NAMED]
    ]
    more = len(segment.holders) - len(named)
    told = [*named, f"{more} more"] if more else named
    return ", ".join(told) or "nobody on record"


def years_picture(found: Corridor, title: str) -> Figure:
    """Draw how likely the way was open in every year that was asked for, and how many gaps it had.

    Raises
    ------
    ValueError
        No years were asked for.
    """
    if not found.years:
        raise ValueError("no years were asked for; give the request a first and a last one")
    caption = (
        "The share of draws in which the way is open, by all claims that may hold on the same day "
        "of each year; a cross: broken, with the number of divisions in which nobody is on record. "
        "An end of reports is not an end of presence."
    )
    figure, (axes,) = sheet(2.6, title, caption)
    years = [one.year for one in found.years]
    chances = [one.chance or 0.0 for one in found.years]
    axes.plot(years, chances, color=PALE, lw=1.4, zorder=1)
    for one, chance in zip(found.years, chances, strict=True):
        colour, marker = _VERDICTS.get(one.verdict, (GREY, "s"))
        axes.plot([one.year], [chance], marker, color=colour, ms=9, gid=f"year:{one.year}")
        told = f"{len(one.gaps)}" if one.gaps else f"{chance:.0%}"
        axes.annotate(
            told, (one.year, chance), (0, 9), textcoords="offset points", ha="center", fontsize=8
        )
    axes.set_xticks(years)
    axes.set_ylim(-0.08, 1.12)
    axes.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
    return figure


def consent_picture(places: Sequence[Presence], title: str) -> Figure:
    """Draw by how many groups a host's consent is given, in law and in fact, place by place.

    Persons are left out. A group of which sources say several things counts for each.
    """
    caption = (
        "Groups on record by what is said of the host's consent: in law (left) and in fact "
        "(right). Several sources can say several things of one group."
    )
    figure, panels = sheet(1.2 + 0.5 * len(places), title, caption, columns=2)
    for axes, side in zip(panels, ("de_jure", "de_facto"), strict=True):
        counts = [_words_of(one, side) for one in places]
        _stacked(axes, counts)
        axes.set_yticks(range(len(places)), [one.name for one in places], fontsize=8.5)
        axes.invert_yaxis()
        axes.set_xlabel("groups, in law" if side == "de_jure" else "groups, in fact", fontsize=8.5)
        axes.set_title(" ", pad=8)  # Room for the legend.
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(
        handles,
        labels,
        fontsize=8.5,
        frameon=False,
        loc="upper center",
        bbox_to_anchor=(0.5, 1 - 0.3 / figure.get_figheight()),
        ncols=len(labels),
    )
    return figure


def _words_of(found: Presence, side: str) -> Mapping[str, int]:
    return Counter(
        word
        for one in found.present
        if one.label != "Person"
        for word in {str(getattr(consent, side)) for consent in one.consents}
    )


def _stacked(axes: Axes, counts: Sequence[Mapping[str, int]]) -> None:
    left = [0] * len(counts)
    for word, colour in CONSENTS.items():
        widths = [one.get(word, 0) for one in counts]
        name = word.replace("_", " ")
        axes.barh(
            range(len(counts)), widths, left=left, color=colour, height=0.6, label=name, ec="white"
        )
        for place, width in enumerate(widths):
            if width:
                middle = left[place] + width / 2
                ink = "white" if word in ("unknown", "denied", "granted") else INK
                axes.text(middle, place, str(width), ha="center", va="center", color=ink, size=8)
        left = [done + width for done, width in zip(left, widths, strict=True)]
