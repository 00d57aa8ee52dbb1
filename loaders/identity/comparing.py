"""How alike two names are, given how rare their words are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from loaders.identity.spelling import SAME_WORD, Word, likeness
from loaders.identity.subjects import Name, Subject

LEAST_WEIGHT = 0.15
"""Weight of a word that every name has; one that a single record has weighs 1."""

_LEAST_BONES = 6
"""So many consonants at least have to be the same, where vowels are not written."""

_PARTS_OF_TEXT = """
    brigadi wing cuncil unit diwizion bank fundation uniwirsity company limited faction branc
    militia army command shura party gruk kump limitid kumpani kuncil banki
    """
_PARTS_OF = frozenset(_PARTS_OF_TEXT.split())
"""Sounds of words that tell a body from a part of it: weighed in full where one side lacks them."""


class Rarity:
    """How much a word says: one that few records have says more than one that many have."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._records: Counter[str] = Counter()
        total = 0
        for subject in subjects:
            total += 1
            self._records.update({word.bones for name in subject.names for word in name.words})
        self._all = log(total + 2)

    def records(self, word: Word) -> int:
        """Count the records in which a word occurs, however spelled."""
        return self._records[word.bones]

    def weight(self, word: Word) -> float:
        """Give a word's weight, from LEAST_WEIGHT to 1."""
        return max(LEAST_WEIGHT, 1 - log(self._records[word.bones] + 1) / self._all)


class Aligned(NamedTuple):
    """Which words of two names go together, and what stays alone."""

    pairs: tuple[tuple[int, int, float], ...]
    left_alone: tuple[int, ...]
    right_alone: tuple[int, ...]


def align(left: Name, right: Name) -> Aligned:
    """Pair the words of two names, the likest first."""
    options = sorted(
        (
            (-alike, i, j)
            for i, one in enumerate(left.words)
            for j, other in enumerate(right.words)
            if (alike := likeness(one, other)) >= SAME_WORD
        ),
    )
    pairs: list[tuple[int, int, float]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for alike, i, j in options:
        if i not in used_left and j not in used_right:
            pairs.append((i, j, -alike))
            used_left.add(i)
            used_right.add(j)
    return Aligned(
        tuple(pairs),
        tuple(i for i in range(len(left.words)) if i not in used_left),
        tuple(j for j in range(len(right.words)) if j not in used_right),
    )


def alike(left: Name, right: Name, rarity: Rarity, *, person: bool) -> float:
    """Say how alike two names are, 0 to 1."""
    if {w.sound for w in left.words if w.is_number} != {
        w.sound for w in right.words if w.is_number
    }:
        return 0.0
    aligned = align(left, right)
    of_words = _alike_persons if person else _alike_bodies
    return max(of_words(left, right, aligned, rarity), _alike_joined(left, right, person=person))


def _alike_joined(left: Name, right: Name, *, person: bool) -> float:
    """Compare ``Ansarallah`` with ``Ansar Allah``, and ``محمدرضا`` with ``Mohammad Reza``."""
    if any(word.bare for word in (*left.words, *right.words)):
        shared = left.joined_bones & right.joined_bones
        return 0.94 if max(map(len, shared), default=0) >= _LEAST_BONES else 0.0
    if min(len(left.joined), len(right.joined)) < 8 or len(left.words) == len(right.words):
        return 0.0
    ratio = Levenshtein.normalized_similarity(left.joined, right.joined)
    return ratio if ratio >= (0.95 if person else 0.9) else 0.0


def _alike_bodies(left: Name, right: Name, aligned: Aligned, rarity: Rarity) -> float:
    both = sum(
        alike * (rarity.weight(left.words[i]) + rarity.weight(right.words[j]))
        for i, j, alike in aligned.pairs
    )
    alone = sum(_alone(left.words[i], rarity) for i in aligned.left_alone) + sum(
        _alone(right.words[j], rarity) for j in aligned.right_alone
    )
    whole = sum(
        rarity.weight(left.words[i]) + rarity.weight(right.words[j]) for i, j, _ in aligned.pairs
    )
    if not whole:
        return 0.0
    told = min(1.0, whole / 2 / 0.45)
    return both / (whole + alone) * (0.5 + 0.5 * told)


def _alone(word: Word, rarity: Rarity) -> float:
    return 1.0 if word.sound in _PARTS_OF else max(0.35, rarity.weight(word))


def _alike_persons(left: Name, right: Name, aligned: Aligned, rarity: Rarity) -> float:
    if not aligned.pairs:
        return 0.0
    shorter = left if len(left.words) <= len(right.words) else right
    longer = right if shorter is left else left
    told = sum(
        alike * (rarity.weight(left.words[i]) + rarity.weight(right.words[j])) / 2
        for i, j, alike in aligned.pairs
    )
    of_shorter = min(1.0, told / sum(map(rarity.weight, shorter.words)))
    of_longer = min(1.0, told / sum(map(rarity.weight, longer.words)))
    score = of_shorter * (0.72 + 0.28 * of_longer)
    if len(shorter.words) == 1 and len(longer.words) > 1:
        score *= 0.6
    if aligned.left_alone and aligned.right_alone:
        score *= 0.75
    return score * _order(left, right, aligned) * (0.45 + 0.55 * min(1.0, told / 0.95))


def _order(left: Name, right: Name, aligned: Aligned) -> float:
    """Count down names whose given names differ, and patronymics that changed places."""
    places = {i: j for i, j, _ in aligned.pairs}
    if 0 not in places or places[0] != 0:
        is_swap = len(left.words) == len(right.words) == 2 and places == {0: 1, 1: 0}
        return 0.85 if is_swap and left.words[0].bones != left.words[1].bones else 0.55
    ordered = [places[i] for i in sorted(places)]
    return 1.0 if ordered == sorted(ordered) else 0.8
