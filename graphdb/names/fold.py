"""Spellings without what differs between writers, keyboards and encodings."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("یىېێے", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةۀہۂھەۃ", "ه"),
        **dict.fromkeys("ٱٲٳ", "ا"),
        **dict.fromkeys("ۆۇۋۈۉۅ", "و"),
        "ڤ": "ف",
        "ڕ": "ر",
        "ڵ": "ل",
        "ء": None,
        "ـ": None,
        "ı": "i",
    }
)
"""Letters of Persian, Kurdish, Urdu and Pashto, and forms that writers of Arabic mix up, as the
plain Arabic one; the lengthening stroke (tatweel) and the hamza on the line as nothing."""

_MARKS = {"Mn", "Me", "Cf", "Cc"}
"""Categories of vowel signs and accents, of joiners and marks of direction, of controls."""

_JOINERS = str.maketrans(dict.fromkeys("\u200b\u200c\u00a0\t\n\r", " "))
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff]")


def unified(text: str) -> str:
    """Write a text with one code point for a letter, whatever keyboard or file it came from.

    Presentation forms and ligatures become letters (NFKD), letters of Persian and its
    neighbours the Arabic ones, digits of any script 0 to 9. Vowel signs, accents, tatweel,
    and marks of direction go; a zero-width non-joiner parts words, as it does in Persian.

    References
    ----------
    Unicode Standard Annex 15 (normalization); chapter 9.2 (Arabic).

    Examples
    --------
    >>> unified("PMF ۳۰th Brigade"), unified("ﺳﻠﻴﻤﺎﻧﻲ") == unified("سُلیـمانی")
    ('PMF 30th Brigade', True)
    """
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_JOINERS)).translate(_LETTERS)
    kept = "".join(c for c in plain if unicodedata.category(c) not in _MARKS)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in kept)


def folded(name: str) -> str:
    """Fold case, accents, hyphens, apostrophes, digits and forms of letters.

    >>> folded("Esma‘il Qā’ānī"), folded("al-Muhandis")
    ('esmail qaani', 'al muhandis')
    >>> folded("سلیمانی") == folded("سليماني")
    True
    """
    plain = unified(unified(name).casefold())
    letters = (" " if c in "-–—_/" else c for c in plain)
    return " ".join("".join(c for c in letters if c.isalnum() or c == " ").split())


def is_arabic(text: str) -> bool:
    """Tell whether a text has letters of the Arabic script; its digits alone are none.

    >>> is_arabic("سلیمانی"), is_arabic("Soleimani"), is_arabic("PMF ۳۰th Brigade")
    (True, False, False)
    """
    return _ARABIC_LETTER.search(unified(text)) is not None
