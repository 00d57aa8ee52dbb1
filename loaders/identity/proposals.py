"""Proposals: which records of two datasets may be one, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from loaders.identity.blocking import candidates
from loaders.identity.comparing import Rarity
from loaders.identity.scoring import THRESHOLD, Score, score
from loaders.identity.subjects import Subject

CLEARLY_BETTER = 0.06
"""A record that fits another one of the same dataset by so much better is left to that one."""

AMBIGUOUS = 0.26
"""What a pair loses at most where several records fit equally well; half of it on each side."""


@dataclass(frozen=True)
class Proposal:
    """Two records that may be one: for a person to decide."""

    left: Subject
    right: Subject
    score: float
    why: str


def propose(
    left: Iterable[Subject],
    right: Iterable[Subject],
    decided: Collection[tuple[str, str]] = (),
    threshold: float = THRESHOLD,
) -> tuple[Proposal, ...]:
    """Propose pairs of ``left`` and ``right`` records, the likeliest first.

    Parameters
    ----------
    left, right
        Records of several datasets; only records of different datasets are paired.
    decided
        Pairs of ids, the lesser first, on which somebody has decided: not proposed again.
    threshold
        The least score, 0 to 1.
    """
    ours, theirs = list(left), list(right)
    rarity = Rarity({(s.dataset, s.id): s for s in (*ours, *theirs)}.values())
    scored: dict[tuple[str, str], tuple[Subject, Subject, Score]] = {}
    for one, other in candidates(ours, theirs, rarity):
        pair = (min(one.id, other.id), max(one.id, other.id))
        if pair not in scored and (found := score(one, other, rarity)) is not None:
            scored[pair] = (one, other, found)
    fits = _fits(scored.values())
    made = [
        proposal
        for pair, (one, other, found) in scored.items()
        if pair not in decided
        and (proposal := _among_rivals(one, other, found, fits)) is not None
        and proposal.score >= threshold
    ]
    return tuple(sorted(made, key=lambda p: (-p.score, p.left.id, p.right.id)))


_Fits = dict[tuple[str, str], list[float]]


def _fits(scored: Iterable[tuple[Subject, Subject, Score]]) -> _Fits:
    """Gather how well each record fits those of each other dataset."""
    fits: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for one, other, found in scored:
        fits[one.id, other.dataset].append(found.value)
        fits[other.id, one.dataset].append(found.value)
    return fits


def _among_rivals(one: Subject, other: Subject, found: Score, fits: _Fits) -> Proposal | None:
    """Make a proposal, unless another record fits clearly better; doubt it where several fit."""
    value, why = found.value, found.why
    for subject, dataset in ((one, other.dataset), (other, one.dataset)):
        values = fits[subject.id, dataset]
        if max(values) - found.value >= CLEARLY_BETTER:
            return None
        equals = sum(found.value - near < CLEARLY_BETTER for near in values)
        if equals > 1:
            value -= AMBIGUOUS / 2
            why += f" {equals} records of {dataset} fit “{subject.name}” equally well."
    return Proposal(one, other, round(max(value, found.value - AMBIGUOUS), 3), why)


def of_dataset(subjects: Sequence[Subject], dataset: str) -> list[Subject]:
    """Give the records of one dataset."""
    return [subject for subject in subjects if subject.dataset == dataset]
