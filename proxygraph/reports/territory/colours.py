"""Colours that colour-blind people can tell apart: the palette of Okabe and Ito (2008).

Its grey is replaced by a darker one, which stays apart from green and purple for those who see no
green. What is only possible has the same colours, dotted: paler ones could not be told apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#555555"

LAND = "#f7f5f0"

SPONSORS = (BLUE, ORANGE, PURPLE, GREEN, VERMILLION, SKY, YELLOW)
NOBODY = "no sponsor on record"

CONSENTS = MappingProxyType(
    {
        "granted": GREEN,
        "tolerated": SKY,
        "not_sought": ORANGE,
        "contested": YELLOW,
        "denied": VERMILLION,
        "unknown": GREY,
    }
)


def sponsor_colours(sponsors: Iterable[str]) -> dict[str, str]:
    """Give each sponsor a colour; those past the last colour share grey.

    >>> sponsor_colours(["state/iran"])
    {'state/iran': '#0072B2'}
    """
    names = tuple(sponsors)
    spare = (GREY,) * len(names)
    return dict(zip(names, (*SPONSORS, *spare), strict=False))


def shown(seen: Iterable[str], host: str | None) -> frozenset[str]:
    """Choose which sponsors or words of consent a division is coloured by.

    What is unknown, no sponsor, and the host state's own support give way to anything else.

    >>> sorted(shown(["state/iran", "state/iraq", ""], host="state/iraq"))
    ['state/iran']
    """
    kept = set(seen)
    for plain in ("", "unknown", host):
        if len(kept) > 1:
            kept -= {plain}
    return frozenset(kept)
