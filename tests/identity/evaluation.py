"""Precision and recall of the proposals on the labelled pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from loaders.identity.comparing import Rarity
from loaders.identity.proposals import Proposal, of_dataset, propose
from loaders.identity.scoring import THRESHOLD, score
from loaders.identity.subjects import Subject
from tests.identity import publishers

PAIRS = Path(__file__).with_name("labelled_pairs.csv")


@dataclass(frozen=True)
class Labelled:
    left: str
    right: str
    same: bool
    reason: str


@dataclass(frozen=True)
class Quality:
    """What was proposed of the labelled pairs, and what should have been."""

    right: int
    wrong: tuple[Labelled, ...]
    missed: tuple[Labelled, ...]
    different: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / (self.right + len(self.missed))


def labelled() -> tuple[Labelled, ...]:
    with PAIRS.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Labelled(row["left"], row["right"], row["label"] == "same", row["reason"])
            for row in csv.DictReader(stream)
        )


def everybody() -> list[Subject]:
    return [
        *publishers.curated(),
        *publishers.ofac(),
        *publishers.ucdp(),
        *publishers.militants(),
    ]


def proposals(subjects: Sequence[Subject]) -> tuple[Proposal, ...]:
    names = sorted({subject.dataset for subject in subjects})
    found: list[Proposal] = []
    for one, other in combinations(names, 2):
        found += propose(of_dataset(subjects, one), of_dataset(subjects, other))
    return tuple(found)


def quality(subjects: Sequence[Subject], made: Sequence[Proposal]) -> Quality:
    """Hold the proposals against the labels; pairs inside one dataset are scored by themselves."""
    proposed = {frozenset((one.left.id, one.right.id)) for one in made}
    proposed |= set(_inside(subjects))
    pairs = labelled()
    hits = [pair for pair in pairs if frozenset((pair.left, pair.right)) in proposed]
    return Quality(
        sum(pair.same for pair in hits),
        tuple(pair for pair in hits if not pair.same),
        tuple(pair for pair in pairs if pair.same and pair not in hits),
        sum(not pair.same for pair in pairs),
    )


def _inside(subjects: Sequence[Subject]) -> Iterator[frozenset[str]]:
    known = {subject.id: subject for subject in subjects}
    rarity = Rarity(subjects)
    for pair in labelled():
        one, other = known[pair.left], known[pair.right]
        if one.dataset == other.dataset:
            found = score(one, other, rarity)
            if found is not None and found.value >= THRESHOLD:
                yield frozenset((one.id, other.id))
