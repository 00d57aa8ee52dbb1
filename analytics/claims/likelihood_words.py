"""Likelihood in the words of the United States' Intelligence Community Directive 203 (2015).

The directive gives two series of words for the same seven ranges; this project keeps to one, and
puts the number beside it. Its scale runs from 1% to 99%: nothing is ever certain. Confidence in
a judgement is another thing, said apart: how many independent origins there are, how they are
graded, and whether they agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from analytics.claims.reading import Claim

Confidence = Literal["low", "moderate", "high"]

SCALE = (
    (0.95, "almost certain"),
    (0.80, "very likely"),
    (0.55, "likely"),
    (0.45, "roughly even chance"),
    (0.20, "unlikely"),
    (0.05, "very unlikely"),
    (0.00, "almost no chance"),
)
"""The least likelihood of each word, the highest first."""

_LEVELS: tuple[Confidence, ...] = ("low", "moderate", "high")


def likelihood_word(share: float) -> str:
    """Put a likelihood into a word.

    Parameters
    ----------
    share
        0 to 1; it counts as rounded to whole per cent, as it is shown.

    Examples
    --------
    >>> likelihood_word(0.97), likelihood_word(0.6), likelihood_word(0.0)
    ('almost certain', 'likely', 'almost no chance')
    """
    shown = round(share, 2)
    return next(word for least, word in SCALE if shown >= least or not least)


def percent(share: float) -> str:
    """Write a likelihood in per cent, which never are 0 or 100.

    >>> percent(1.0), percent(0.42), percent(0.0)
    ('99%', '42%', '1%')
    """
    return f"{min(99, max(1, round(100 * share)))}%"


def scale_words() -> str:
    """Write the whole scale, the highest first.

    >>> scale_words()[:58]
    'almost certain (95 to 99%), very likely (80 to 95%), likel'
    """
    highest = (0.99, *(least for least, _ in SCALE))
    steps = zip(SCALE, highest, strict=False)
    return ", ".join(
        f"{word} ({max(1, 100 * low):.0f} to {percent(top)})" for (low, word), top in steps
    )


def likelihood_words(share: float) -> str:
    """Write a likelihood as a word with its number.

    >>> likelihood_words(0.87)
    'very likely (87%)'
    """
    return f"{likelihood_word(share)} ({percent(share)})"


def confidence_in(claims: Iterable[Claim], *, disputed: bool = False) -> Confidence:
    """Tell how much confidence the origins of some claims deserve together.

    High takes three independent origins, moderate two or a single good one (graded A or B, and 1
    or 2); without a good one among them it is a level lower, and so it is where somebody denies
    or doubts it, or claims something that excludes it.

    Parameters
    ----------
    claims
        All claims about one thing; those that affirm it count.
    disputed
        Whether somebody disputes it.
    """
    affirming = [claim for claim in claims if claim.stance == "affirms"]
    origins = {origin for claim in affirming for origin in claim.origins or (claim.claim_id,)}
    good = any(claim.reliability in "AB" and claim.credibility in "12" for claim in affirming)
    level = 2 if len(origins) > 2 else 1
    if len(origins) < 2 and not good:
        level = 0
    elif not good:
        level -= 1
    return _LEVELS[max(0, level - disputed)]
