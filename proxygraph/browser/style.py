"""The style of Browser's pictures (GraSS): every label and every type of claim has one.

Colours are Okabe and Ito's, which people with any colour vision tell apart; each is joined by a
caption, so that nothing is shown by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graphdb.model import ACTOR, ENTITY, NODE_TYPES, RELATIONSHIP_TYPES, SYSTEM_LABELS, SYSTEM_TYPES
from proxygraph.reports.palette import (
    BLUE,
    GREEN,
    GREY,
    INK,
    KINDS,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    VERMILION,
)

YELLOW = "#F0E442"
WHITE, BLACK = "#FFFFFF", "#000000"
STEEL, CHARCOAL = "#6E6E6E", "#333333"
"""Greys that nobody takes for the purple, as the paler grey may be without green cones."""

Rules = Mapping[str, Mapping[str, str]]
"""Selector (``node.State``) → property → value, as Browser keeps a style."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        **KINDS,
        "Location": SKY,
        "Event": VERMILION,
        "Objective": YELLOW,
        "Estimate": STEEL,
        "Name": PALE,
        "Source": CHARCOAL,
    }
)
"""Label of what records describe → colour."""

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "support": VERMILION,
        "control": BLUE,
        "posts": PURPLE,
        "membership": ORANGE,
        "ties": GREEN,
        "territory": SKY,
        "events": INK,
        "other": STEEL,
    }
)
"""What a claim is about → colour."""

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "HAS_RELATIONS_WITH": "has relations with",
        "SUBORDINATE_TO": "stands under",
        "POST_IN": "is a post in",
        "DEPUTY_TO": "is deputy to",
        "SECOND_TO": "ranks next to",
        "HANDLES": "has the file of",
        "MEMBER_OF": "belongs to",
        "WING_OF": "is a wing of",
        "FACADE_FOR": "is a facade for",
        "NAMED": "is called",
        "TIED_TO": "is tied to ({kind})",
        "ALLIED_WITH": "is allied with",
        "RIVAL_OF": "is a rival of",
        "HAS_STRENGTH": "has fighters",
        "WITHIN": "lies in",
        "PERPETRATED": "did",
        "TARGETED": "was aimed at",
        "RESPONSE_TO": "answered",
    }
)
"""Captions of types whose own words, in small letters, would not read as a sentence."""

_SIZES: Mapping[str, str] = MappingProxyType(
    {"State": "80px", "Organization": "70px", "Person": "65px", "Position": "70px"}
)
_SMALL = "65px"
"""Where a caption of four words still fits."""
_FAINT = ("WITHIN", "BORDERS", "AT", "NAMED")
"""Types that are drawn thinly, for they are the ground on which the others stand."""


def rules() -> dict[str, dict[str, str]]:
    """Give the whole style; general labels first, since later rules override them.

    Examples
    --------
    >>> rules()["relationship.SUBORDINATE_TO"]["caption"]
    'stands under'
    """
    found = {"node": _node(GREY, "{name}"), "relationship": _relationship(GREY, "<type>")}
    found |= {f"node.{label}": _node(GREY, "{name}") for label in (ENTITY, ACTOR)}
    for label in NODE_TYPES:
        found[f"node.{label}"] = _node(LABELS[label], "{name}", _SIZES.get(label, _SMALL))
    for system in SYSTEM_LABELS:
        found[f"node.{system.label}"] = _node(WHITE, _system_caption(system.key), _SMALL)
    for name, kind in RELATIONSHIP_TYPES.items():
        width = "1px" if name in _FAINT else "2px"
        found[f"relationship.{name}"] = _relationship(FAMILIES[kind.about], caption(name), width)
    for name in SYSTEM_TYPES:
        found[f"relationship.{name}"] = _relationship(PALE, caption(name), "1px")
    return found


def grass(style: Rules) -> str:
    """Write a style as the text of a ``.grass`` file, which Browser's ``:style`` reads."""
    return "".join(f"{selector} {{\n{_body(style[selector])}}}\n\n" for selector in style)


def caption(name: str) -> str:
    """Say a type of claim as the verb of a sentence.

    >>> caption("SPONSORS"), caption("MERGED_INTO"), caption("DEPUTY_TO")
    ('sponsors', 'merged into', 'is deputy to')
    """
    return WORDS.get(name, name.lower().replace("_", " "))


def readable(background: str) -> str:
    """Choose black or white letters, whichever stands out more from a colour."""
    return max((BLACK, WHITE), key=lambda letters: contrast(letters, background))


def contrast(one: str, other: str) -> float:
    """Tell the contrast of two colours, 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _system_caption(key: str) -> str:
    return f"{{{key}}}"


def _node(colour: str, words: str, size: str = _SMALL) -> dict[str, str]:
    return {
        "color": colour,
        "border-color": INK,
        "border-width": "1px",
        "text-color-internal": readable(colour),
        "diameter": size,
        "font-size": "10px",
        "caption": words,
    }


def _relationship(colour: str, words: str, width: str = "2px") -> dict[str, str]:
    return {
        "color": colour,
        "shaft-width": width,
        "font-size": "9px",
        "padding": "3px",
        "text-color-external": INK,
        "text-color-internal": WHITE,
        "caption": words,
    }


def _body(properties: Mapping[str, str]) -> str:
    lines = []
    for name, value in properties.items():
        said = f"'{value}'" if name == "caption" else value
        lines.append(f"  {name}: {said};\n")
    return "".join(lines)
