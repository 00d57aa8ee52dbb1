"""How like two spellings of a name are, across scripts and transliterations too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.folding import folded

SAME, WORDS, PREFIX, SOUND, SOUNDS_WITHIN = 100.0, 92.0, 85.0, 94.0, 90.0
"""Scores of a whole match, of words within, of a word's beginning, of the same consonants, and
of words within of the same consonants."""

_LEAST_PART = 70.0
"""How like in letters words of the same consonants have to be."""

_LEAST_CONSONANTS = 3
_LEAST_PREFIX = 4
_LEAST_JOINED = 7
_ACROSS = 0.8
"""What a likeness of consonants counts across scripts, where they are not the same."""

_ARABIC = str.maketrans(
    {
        **dict.fromkeys("اويءعآ", ""),
        **dict.fromkeys("بپ", "b"),
        **dict.fromkeys("تثط", "t"),
        **dict.fromkeys("جچ", "j"),
        **dict.fromkeys("حه", "h"),
        **dict.fromkeys("دذض", "d"),
        **dict.fromkeys("سشص", "s"),
        **dict.fromkeys("زژظ", "z"),
        **dict.fromkeys("قكخ", "k"),
        **dict.fromkeys("غگ", "g"),
        **dict(zip("رفلمن", "rflmn", strict=True)),
    }
)
_DIGRAPHS = (("kh", "k"), ("gh", "g"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("zh", "z"))
_LATIN = str.maketrans(
    {
        **dict.fromkeys("aeiouvwy ", ""),
        **dict.fromkeys("qc", "k"),
        "p": "b",
    }
)
_DOUBLED = re.compile(r"(.)\1+")
_ARABIC_LETTERS = re.compile(r"[\u0600-\u06ff]")


@dataclass(frozen=True)
class Likeness:
    """How like a spelling is to what was asked for, 0 to 100, and why in words."""

    score: float
    why: str


def is_arabic(text: str) -> bool:
    """Tell whether a text has letters of the Arabic script.

    >>> is_arabic("سلیمانی"), is_arabic("Soleimani")
    (True, False)
    """
    return _ARABIC_LETTERS.search(text) is not None


def consonants(text: str) -> str:
    """Reduce a name to its consonants, alike for Arabic and Latin letters.

    Vowels go, for scripts of Arabic seldom write them; letters that transliterations mix up
    become one.

    >>> consonants("قاسم سليماني"), consonants("Qasem Soleimani"), consonants("Ghassem Suleymani")
    ('ksmslmn', 'ksmslmn', 'gsmslmn')
    """
    plain = folded(text)
    if is_arabic(plain):
        bare = plain.replace(" ", "").translate(_ARABIC)
    else:
        for pair, letter in (("ch", "j"), *_DIGRAPHS):
            plain = plain.replace(pair, letter)
        bare = plain.translate(_LATIN)
    return _DOUBLED.sub(r"\1", bare)


def likeness(wanted: str, spelling: str) -> Likeness:
    """Compare what was asked for with one spelling of a name.

    Examples
    --------
    >>> likeness("Qaani", "Esmail Qaani")
    Likeness(score=92.0, why='has these words')
    >>> likeness("قاسم سلیمانی", "Qasem Soleimani").why
    'same consonants in the other script'
    """
    from rapidfuzz import fuzz

    asked, given = folded(wanted), folded(spelling)
    if asked == given or asked.replace(" ", "") == given.replace(" ", ""):
        return Likeness(SAME, "same name")
    joined = asked.replace(" ", "")
    within = len(joined) >= _LEAST_JOINED and joined in given.replace(" ", "")
    if within or f" {asked} " in f" {given} ":
        return Likeness(WORDS, "has these words")
    bones, other = consonants(wanted), consonants(spelling)
    if is_arabic(wanted) != is_arabic(spelling):
        if bones == other and len(bones) >= _LEAST_CONSONANTS:
            return Likeness(SOUND, "same consonants in the other script")
        return Likeness(_ACROSS * fuzz.ratio(bones, other), "alike in the other script")
    if len(asked) >= _LEAST_PREFIX and any(word.startswith(asked) for word in given.split()):
        return Likeness(PREFIX, "a word begins so")
    spelled = max(fuzz.ratio(asked, given), fuzz.token_sort_ratio(asked, given))
    part = 0.9 * _best_words(asked, given)
    if len(bones) >= _LEAST_CONSONANTS and spelled < SOUND:
        if bones == other:
            return Likeness(SOUND, "same consonants, other vowels")
        if part >= _LEAST_PART and bones in (consonants(run) for run in _runs(asked, given)):
            return Likeness(SOUNDS_WITHIN, "has these words, spelled otherwise")
    if part > spelled:
        return Likeness(part, "words spelled alike")
    return Likeness(spelled, "spelled alike")


def _best_words(asked: str, given: str) -> float:
    """Likeness of the words asked for to as many words of a longer name, 0 to 100."""
    from rapidfuzz import fuzz

    return max((fuzz.ratio(asked, run) for run in _runs(asked, given)), default=0.0)


def _runs(asked: str, given: str) -> list[str]:
    """List every run of as many words of a longer name as were asked for."""
    size, words = len(asked.split()), given.split()
    if size >= len(words):
        return []
    return [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
