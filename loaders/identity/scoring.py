"""How likely two records are one: names first, then context, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.identity.comparing import Rarity, alike
from loaders.identity.subjects import Name, Subject

THRESHOLD = 0.74
"""Pairs that score at least this, 0 to 1, are proposed."""

MATCHING_NAMES = 0.82
"""Names at least this alike count as one name in two spellings."""

ONE_ALIAS = 0.6
"""The most that names give where nothing but a single alias is shared: never enough alone."""

FEW_YEARS = 3
"""Years of birth up to which a shared one speaks for one person; a decade does not."""

SEVERAL_ALIASES = 0.72
"""Share of the likeness that counts where main names differ and several other names agree."""


@dataclass(frozen=True)
class Score:
    """How likely it is that two records are one, 0 to 1, and why."""

    value: float
    names: float
    why: str


@dataclass(frozen=True)
class _NameEvidence:
    value: float
    left: Name
    right: Name
    between_mains: bool
    further: int


def score(left: Subject, right: Subject, rarity: Rarity) -> Score | None:
    """Score a pair; ``None`` where no name of one is like any of the other."""
    evidence = _names(left, right, rarity)
    if evidence is None:
        return None
    value = evidence.value
    reasons = [_name_reason(evidence)]
    for change, reason in _context(left, right):
        value += change
        reasons.append(reason)
    if not evidence.between_mains and not evidence.further and not _is_told_apart(left, right):
        value = min(value, ONE_ALIAS)
        reasons.append("a single shared alias proves nothing")
    return Score(round(max(0.0, min(1.0, value)), 3), evidence.value, "; ".join(reasons) + ".")


def _is_told_apart(left: Subject, right: Subject) -> bool:
    """Whether a birth year stands beside the one alias."""
    return left.is_person and bool(_shared_years(left, right))


def _shared_years(left: Subject, right: Subject) -> frozenset[int]:
    """Years in which both may be born; none where a decade is all that is known of one."""
    few = max(len(left.born), len(right.born)) <= FEW_YEARS
    return left.born & right.born if few else frozenset()


def _names(left: Subject, right: Subject, rarity: Rarity) -> _NameEvidence | None:
    best: tuple[float, bool, Name, Name] | None = None
    spellings: set[frozenset[str]] = set()
    for one in left.names:
        for other in right.names:
            value = alike(one, other, rarity, person=left.is_person)
            if value >= MATCHING_NAMES:
                spellings.add(min(one.bones, other.bones, key=sorted))
            rank = (value, one.main and other.main)
            if value >= 0.5 and (best is None or rank > best[:2]):
                best = (value, one.main and other.main, one, other)
    if best is None:
        return None
    mains = _mains_alike(left, right, rarity)
    further = _distinct(spellings) - 1
    between_mains = mains >= MATCHING_NAMES - 0.04
    value = best[0] if between_mains or left.is_person else 0.5 * (best[0] + mains)
    if further > 0:
        value = max(value, SEVERAL_ALIASES * best[0])
    extra = 0.06 * min(3, max(0, further)) if best[0] >= MATCHING_NAMES else 0.0
    cap = 0.92 if between_mains else 0.8
    return _NameEvidence(
        min(value * 0.86 + extra, cap), best[2], best[3], between_mains, max(0, further)
    )


def _distinct(spellings: set[frozenset[str]]) -> int:
    """Count names that are more than another one shortened."""
    longest = [one for one in spellings if not any(one < other for other in spellings)]
    return len(longest)


def _mains_alike(left: Subject, right: Subject, rarity: Rarity) -> float:
    return max(
        alike(one, other, rarity, person=left.is_person)
        for one in left.names
        for other in right.names
        if one.main and other.main
    )


def _name_reason(evidence: _NameEvidence) -> str:
    same = evidence.left.text.casefold() == evidence.right.text.casefold()
    verb = "are both called" if same else "are called"
    names = f"“{evidence.left.text}”"
    names += "" if same else f" and “{evidence.right.text}”"
    kind = "" if evidence.between_mains else ", at least one an alias"
    more = f", and share {evidence.further} more names" if evidence.further else ""
    return f"They {verb} {names}{kind}{more}"


def _context(left: Subject, right: Subject) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    if left.born and right.born:
        gap = min(abs(one - other) for one in left.born for other in right.born)
        shared_years = _shared_years(left, right)
        if shared_years:
            found.append((0.14, f"both born in {min(shared_years)}"))
        elif gap > 2:
            found.append((-0.4, f"born {gap} years apart"))
    if left.countries and right.countries:
        shared = sorted(left.countries & right.countries)
        if shared:
            found.append((0.05, f"both of {', '.join(shared)}"))
        else:
            found.append((-0.16, "of different countries"))
    ties = left.neighbours & right.neighbours
    if ties:
        found.append((0.08, f"tied to {len(ties)} of the same"))
    return found
