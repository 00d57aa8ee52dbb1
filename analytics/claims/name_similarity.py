"""How like two spellings of a name are, across scripts and transliterations too."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from graphdb.names import folded, is_arabic, skeletons, untitled

SAME, UNTITLED, WORDS = 100.0, 98.0, 96.0
"""Scores of a whole match, of one but for titles, and of whole words within: exact matches."""

SOUND, SOUNDS_WITHIN, PREFIX = 94.0, 90.0, 85.0
"""Scores of the same consonants, of words within of the same consonants, and of the beginning
of a word or letters within: likely ones. No other comparison scores as much as SOUND."""

_LEAST_PART = 70.0
"""How like in letters words of the same consonants have to be."""

_LEAST_CONSONANTS = 3
_LEAST_PREFIX = 4
_LEAST_JOINED = 7
_MOST_WORDS = 12
_ACROSS = 0.8
"""What a likeness of consonants counts across scripts, where they are not the same."""


@dataclass(frozen=True)
class Likeness:
    """How like a spelling is to what was asked for, 0 to 100, and why in words."""

    score: float
    why: str


def likeness(wanted: str, spelling: str) -> Likeness:
    """Compare what was asked for with one spelling of a name.

    Examples
    --------
    >>> likeness("Qaani", "Esmail Qaani")
    Likeness(score=96.0, why='has these words')
    >>> likeness("قاسم سلیمانی", "Qasem Soleimani").why
    'same consonants in the other script'
    """
    asked, given = folded(wanted), folded(spelling)
    exact = _exactly(asked, given)
    if exact:
        return exact
    if is_arabic(asked) != is_arabic(given):
        return _across(asked, given)
    joined = asked.replace(" ", "")
    begins = len(asked) >= _LEAST_PREFIX and any(word.startswith(asked) for word in given.split())
    if begins or (len(joined) >= _LEAST_JOINED and joined in given.replace(" ", "")):
        return Likeness(PREFIX, "a word begins so" if begins else "has these letters")
    return _by_spelling(asked, given)


def _exactly(asked: str, given: str) -> Likeness | None:
    """Compare whole names and whole words; words may be written together or apart."""
    joined = asked.replace(" ", "")
    if joined == given.replace(" ", ""):
        return Likeness(SAME, "same name")
    bare, other = _bare(asked), _bare(given)
    if bare.replace(" ", "") == other.replace(" ", ""):
        return Likeness(UNTITLED, "same name but for titles")
    if f" {asked} " in f" {given} " or f" {bare} " in f" {other} ":
        return Likeness(WORDS, "has these words")
    if len(joined) >= _LEAST_JOINED and joined in map(_together, _parts(given)):
        return Likeness(WORDS, "has these words")
    return None


def _across(asked: str, given: str) -> Likeness:
    """Compare an Arabic with a Latin spelling, by their consonants."""
    from rapidfuzz import fuzz

    bones = [one for one in _bones(asked) if len(one) >= _LEAST_CONSONANTS]
    other = _bones(given)
    if set(bones) & set(other):
        return Likeness(SOUND, "same consonants in the other script")
    if any(_within(one, other) for one in bones) and any(
        set(bones) & set(skeletons(part)) for part in _parts(given)
    ):
        return Likeness(SOUNDS_WITHIN, "has these words in the other script")
    most = max((fuzz.ratio(one, other[0]) for one in bones), default=0.0)
    return Likeness(_ACROSS * most, "alike in the other script")


def _by_spelling(asked: str, given: str) -> Likeness:
    from rapidfuzz import fuzz

    spelled = max(fuzz.ratio(asked, given), fuzz.token_sort_ratio(asked, given))
    part = 0.9 * _best_words(asked, given)
    bones = {one for one in _bones(asked) if len(one) >= _LEAST_CONSONANTS}
    if bones & {*_bones(given)}:
        # Arabic script writes long vowels, which seldom differ between spellings of a name.
        score = SOUNDS_WITHIN - 1 if is_arabic(asked) else SOUND
        return Likeness(score, "same consonants, other vowels")
    if part >= _LEAST_PART and any(bones & {*skeletons(run)} for run in _runs(asked, given)):
        return Likeness(SOUNDS_WITHIN, "has these words, spelled otherwise")
    if part > spelled:
        return Likeness(part, "words spelled alike")
    return Likeness(min(spelled, SOUND - 1), "spelled alike")


def _bare(name: str) -> str:
    """Leave titles out where a whole name remains: Haji Karim is another than Karim."""
    bare = untitled(name)
    return bare if " " in bare else name


def _bones(name: str) -> tuple[str, ...]:
    """Give the skeletons of a folded name, and those without its titles."""
    return tuple(dict.fromkeys((*skeletons(name), *skeletons(_bare(name)))))


def same_consonants(wanted: str, spelling: str, least: float) -> bool:
    """Tell whether two names may be one by their consonants: cheap, and generous.

    Parameters
    ----------
    least
        How like the skeletons have to be where neither has the other's as a part, 0 to 100.
    """
    from rapidfuzz import fuzz

    asked = [one for one in _bones(folded(wanted)) if one]
    given = _bones(folded(spelling))
    return any(
        (len(one) >= _LEAST_CONSONANTS and _within(one, given))
        or fuzz.ratio(one, given[0]) >= least
        for one in asked
    )


def _within(bones: str, others: tuple[str, ...]) -> bool:
    return any(bones.removeprefix("a") in other for other in others)


def _together(words: str) -> str:
    return words.replace(" ", "")


def _parts(name: str) -> list[str]:
    """List every run of words of a name, however long."""
    words = name.split()[:_MOST_WORDS]
    return [" ".join(words[at:to]) for at, to in combinations(range(len(words) + 1), 2)]


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
