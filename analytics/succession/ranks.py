"""How far two military or police ranks lie apart."""

from __future__ import annotations

import re

_LADDER: tuple[tuple[str, ...], ...] = (
    ("second lieutenant", "sub lieutenant", "assistant superintendent"),
    ("first lieutenant", "lieutenant", "deputy superintendent", "flying officer"),
    ("captain", "flight lieutenant", "superintendent"),
    ("major", "lieutenant commander", "squadron leader", "chief superintendent"),
    ("lieutenant colonel", "commander", "wing commander", "assistant commissioner"),
    ("colonel", "group captain", "deputy commissioner"),
    ("brigadier general", "brigadier", "commodore", "air commodore", "commissioner"),
    ("major general", "rear admiral", "air vice marshal", "assistant inspector general"),
    ("lieutenant general", "vice admiral", "air marshal", "deputy inspector general"),
    ("general", "admiral", "air chief marshal", "inspector general"),
    ("field marshal", "marshal"),
)
"""Army, navy, air force and police ranks of like standing, the lowest first."""

_SHORT = {
    "lt": "lieutenant",
    "capt": "captain",
    "maj": "major",
    "col": "colonel",
    "brig": "brigadier",
    "gen": "general",
    "adm": "admiral",
}

_STEPS = {name: step for step, names in enumerate(_LADDER) for name in names}
_LONGEST_FIRST = sorted(_STEPS, key=len, reverse=True)


def step_of(rank: str) -> int | None:
    """Find the step of a rank on the ladder; ``None`` where the words are not known.

    >>> step_of("Major-General"), step_of("Colonel (retd)"), step_of("hujjat al-islam")
    (7, 5, None)
    """
    words = re.sub(r"[^a-z ]", " ", rank.casefold()).split()
    plain = " ".join(_SHORT.get(word, word) for word in words)
    for name in _LONGEST_FIRST:
        if re.search(rf"\b{name}\b", plain):
            return _STEPS[name]
    return None
