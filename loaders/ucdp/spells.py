"""Years of coding joined into spells: consecutive years of one pair and one kind of support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from loaders.records import Place


class Spell(NamedTuple):
    """A run of consecutive years in which a supporter gave (or, pooled, may have given) it."""

    supporter: str
    recipient: str
    letter: str
    among: tuple[str, ...]
    first: int
    last: int
    rows: tuple[str, ...]
    opponents: frozenset[str]
    place: Place


@dataclass
class _Year:
    rows: list[str] = field(default_factory=list)
    opponents: set[str] = field(default_factory=set)
    place: Place | None = None


_Pair = tuple[str, str, str]


class Spells:
    """Gathers coded years and gives them back as spells."""

    def __init__(self) -> None:
        self._years: dict[_Pair, dict[tuple[str, ...], dict[int, _Year]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(_Year))
        )

    def add(
        self,
        pair: _Pair,
        among: tuple[str, ...],
        year: int,
        row: str,
        opponent: str,
        place: Place,
    ) -> None:
        """Take in one coded year of a supporter, recipient and letter."""
        coded = self._years[pair][among][year]
        coded.rows.append(row)
        coded.opponents.add(opponent)
        coded.place = coded.place or place

    def joined(self) -> Iterator[Spell]:
        """Give all spells; a pooled year says nothing where the same year is certain."""
        for pair, by_alternatives in self._years.items():
            certain = by_alternatives.get((), {})
            for among, years in by_alternatives.items():
                kept = {y: coded for y, coded in years.items() if not among or y not in certain}
                yield from _spells(pair, among, kept)


def _spells(pair: _Pair, among: tuple[str, ...], years: dict[int, _Year]) -> Iterator[Spell]:
    run: list[int] = []
    for year in [*sorted(years), None]:
        if run and (year is None or year != run[-1] + 1):
            yield _spell(pair, among, [years[y] for y in run], run[0], run[-1])
            run = []
        if year is not None:
            run.append(year)


def _spell(pair: _Pair, among: tuple[str, ...], coded: list[_Year], first: int, last: int) -> Spell:
    place = coded[0].place
    assert place is not None  # noqa: S101 - every year was added with one
    return Spell(
        *pair,
        among,
        first,
        last,
        tuple(dict.fromkeys(row for year in coded for row in year.rows)),
        frozenset(name for year in coded for name in year.opponents),
        place,
    )
