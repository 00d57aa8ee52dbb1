"""Spellings without what differs between writers, so that names can be compared."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ـ": None, "\u200c": " "})
"""Persian letters, and forms that writers of Arabic mix up, as the plain Arabic one."""


def folded(name: str) -> str:
    """Fold case, accents, hyphens, apostrophes and forms of Arabic letters, to compare spellings.

    >>> folded("Esma‘il Qā’ānī"), folded("al-Muhandis")
    ('esmail qaani', 'al muhandis')
    >>> folded("سلیمانی") == folded("سليماني")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = (" " if c in "-–_" else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in letters if c.isalnum() or c == " ").split())
