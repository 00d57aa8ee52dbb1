"""Which pairs are worth comparing: those that share a telling key, never all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from loaders.identity.comparing import Rarity
from loaders.identity.subjects import Name, Subject

RARE = 40
"""A word in at most so many records is a key by itself."""

LARGEST_BLOCK = 400
"""A key that more records share says nothing and is skipped."""

Key = tuple[str, ...]


def keys(subject: Subject, rarity: Rarity) -> set[Key]:
    """Give the keys under which a record is looked for."""
    found: set[Key] = set()
    for name in subject.names:
        found |= set(_keys_of(name, subject.label, rarity))
    return found


def _keys_of(name: Name, label: str, rarity: Rarity) -> Iterator[Key]:
    bones = sorted(name.bones)
    for joined in name.joined_bones:
        yield (label, "whole", joined)
    for word in name.words:
        if rarity.records(word) <= RARE:
            yield from ((label, one) for one in (word.bones, word.persian) if one)
    for pair in combinations(bones[:8], 2):
        yield (label, *pair)


def candidates(
    left: Iterable[Subject], right: Iterable[Subject], rarity: Rarity
) -> Iterator[tuple[Subject, Subject]]:
    """Give every pair of two datasets' records that share a key, each pair once."""
    blocks: defaultdict[Key, list[Subject]] = defaultdict(list)
    for subject in right:
        for key in keys(subject, rarity):
            blocks[key].append(subject)
    for subject in left:
        met: dict[tuple[str, str], Subject] = {}
        for key in keys(subject, rarity):
            block = blocks.get(key, ())
            if len(block) <= LARGEST_BLOCK:
                met.update({(other.dataset, other.id): other for other in block})
        for other in met.values():
            if other.dataset != subject.dataset and other.id != subject.id:
                yield subject, other
