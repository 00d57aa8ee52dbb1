"""What the program writes into docs/persistence.md, between its markers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analytics.claims.persistence import CURVE_NAMES, DIRECTIONS, Curve, persistence_curves
from tools.persistence.calibration import Coverage, Score
from tools.persistence.estimate import REST, Estimate
from tools.persistence.fitting import GRID, YEAR, Fit, fit_counts
from tools.persistence.relations import again_counts
from tools.persistence.support import support_counts
from tools.persistence.tenures import Spell, fit_residual

TARGET = Path(__file__).resolve().parents[2] / "docs" / "persistence.md"
TYPES = TARGET.parents[1] / "analytics" / "claims" / "persistence_types.csv"
YEARS = (1, 2, 5, 10, 20)
KEPT = (0.1, 0.3)
"""Shares of the years of support that count as seen in the tests with sightings strewn."""

CAPTIONS: Mapping[str, tuple[str, str]] = {
    "support": (
        "Support (SPONSORS, DIRECTS)",
        "UCDP External Support Dataset, actor-years 1975-2017. Points: shares counted; lines: the "
        "curves, dashed where extrapolated; bands: 90% intervals, by recipients.",
    ),
    "posts": (
        "Posts (HOLDS, SECOND_TO; COMMANDS by a person)",
        "The curated dataset and the Security Force Monitor's tables of Nigeria. Looking back is "
        "as looking on. The band spans both sources: Nigerian commanders change far sooner.",
    ),
    "alliances": (
        "Alliances and rivalries (ALLIED_WITH, RIVAL_OF)",
        "Mapping Militants Project. Looking back as support does, where that is less. The band "
        "spans two estimates, one too high and one too low; the line lies between them.",
    ),
    "presence": (
        "Presence (OPERATES_IN, BASED_IN, HOLDS_TERRITORY)",
        "The curated dataset and the Security Force Monitor's areas of operations in Nigeria. "
        "Looking back as support does, where that is less.",
    ),
    "pooled": (
        "All other types that age: the pooled curve",
        "The mean of the four curves above and of what the other types say themselves; the band "
        "spans the bands of all five.",
    ),
}
"""Curve → title and caption of its picture."""

CALIBRATION_TITLES = (
    "forward",
    "backward",
    "between",
    "10% seen",
    "30% seen",
    "10% seen, silence counts",
    "30% seen, silence counts",
)
DRAWN = (0, 1, 2, 4, 6)
"""Which of them the picture shows."""

CALIBRATION_CAPTION = (
    "Curves fitted on half of UCDP's recipients, tested on the other half; on the dashed line a "
    "chance is right. Larger points: more predictions. The last two predict all coded years from "
    "30% of the years of support, without and with regard to what was not seen in between."
)

_BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Calibration:
    """All that was tested on recipients held out."""

    scores: tuple[Score, ...]
    scattered: tuple[Score, ...]
    alternatives: Mapping[str, float]
    coverage: tuple[Coverage, ...]


def write(found: Estimate, result: Calibration) -> None:
    """Write all tables into the page."""
    tables = {
        "curves": curve_table(),
        "types": type_table(),
        "data": _data(found),
        "sources": _sources(found),
        "relations": _relations(found),
        "support": _support(found),
        "recipients": _recipients(found),
        "rates": _rates(found),
        "scores": _scores(result),
        "reliability": _reliability(result),
        "coverage": _coverage(result),
    }
    text = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(
        _BLOCK.sub(lambda block: _written(block, tables[block[2]]), text), encoding="utf-8"
    )


def _written(block: re.Match[str], lines: Iterable[str]) -> str:
    return f"{block[1]}\n" + "\n".join(lines) + f"\n\n{block[3]}"


def curve_table() -> Iterator[str]:
    """Give the chances of the table of curves, with intervals, at a few distances."""
    rows = []
    for name, curve in persistence_curves().items():
        for direction in DIRECTIONS:
            one: Curve = getattr(curve, direction)
            cells = [_cell(one, years) for years in YEARS]
            rows.append((name, direction, *cells))
    yield from _table(("curve", "direction", *(_years(years) for years in YEARS)), rows)


def _cell(curve: Curve, years: int) -> str:
    days = years * YEAR
    low, high = curve.interval(days)
    mark = ", extrapolated" if curve.is_extrapolated(round(days)) else ""
    return f"{curve.chance(days):.2f} ({low:.2f}-{high:.2f}{mark})"


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"


def type_table() -> Iterator[str]:
    """Give the curve of each type, and why."""
    with TYPES.open(encoding="utf-8", newline="") as stream:
        rows = [
            (f"`{kind}`", curve or "does not age", why)
            for kind, curve, why in list(csv.reader(stream))[1:]
        ]
    yield from _table(("type", "curve", "why"), rows)


def _data(found: Estimate) -> Iterator[str]:
    rows: list[Sequence[object]] = []
    for name, spells in found.by_type.items():
        rows.append((f"`{name}`", CURVE_NAMES[name], *_sizes(spells)))
    relations = found.spells["alliances"]
    for kind in ("ALLIED_WITH", "RIVAL_OF"):
        chosen = [spell for spell in relations if spell.pair[0].endswith(kind)]
        rows.append((f"`{kind}`", "alliances", *_sizes(chosen)))
    shown = [row for row in rows if row[2]]
    yield from _table(("type", "curve", "spells", "ended", "organizations"), shown)


def _sizes(spells: Sequence[Spell]) -> tuple[int, int, int]:
    ended = sum(spell.ended for spell in spells)
    return len(spells), ended, len({spell.unit for spell in spells})


def _sources(found: Estimate) -> Iterator[str]:
    words = {"tables": "curated dataset", "sfm": "SFM, Nigeria"}
    rows = []
    groups = {
        "posts": found.spells["posts"],
        "presence: areas": found.spells["presence"],
        "presence: bases": found.by_type["BASED_IN"],
        "types of the pooled curve": found.spells[REST],
    }
    for name, spells in groups.items():
        for source, word in words.items():
            chosen = [spell for spell in spells if spell.source == source]
            if len(chosen) >= 10:
                fit = fit_residual(chosen)
                rows.append((name, word, *_sizes(chosen), *(_point(fit, k) for k in (1, 2, 5, 10))))
    heads = ("what", "source", "spells", "ended", "organizations")
    yield from _table((*heads, "1 year", "2 years", "5 years", "10 years"), rows)


def _relations(found: Estimate) -> Iterator[str]:
    slow = fit_residual(found.spells["alliances"])
    sizes = len(found.spells["alliances"]), *(_point(slow, years) for years in YEARS)
    yield from _table(("spells", *(_years(years) for years in YEARS)), [sizes])
    again = again_counts(found.militants)
    rows = [
        (f"{days / YEAR:.1f}", int(pairs), f"{share:.2f}", int((column > 0).sum()))
        for days, pairs, share, column in zip(
            again.days, again.pairs.sum(axis=0), again.shares, again.pairs.T, strict=True
        )
    ]
    yield ""
    yield from _table(("mean distance in years", "pairs", "same relation", "groups"), rows)


def _point(fit: Fit, years: int) -> str:
    at = years * YEAR
    chance, low, high = (np.interp(at, GRID, one) for one in (fit.chance, fit.low, fit.high))
    return f"{chance:.2f} ({low:.2f}-{high:.2f})"


def _support(found: Estimate) -> Iterator[str]:
    rows = []
    for direction, counts in support_counts(found.support).items():
        units = (counts.pairs > 0).sum(axis=0)
        for days, pairs, share, own in zip(
            counts.days, counts.pairs.sum(axis=0), counts.shares, units, strict=True
        ):
            rows.append((direction, round(days / YEAR), f"{int(pairs):,}", f"{share:.4f}", own))
    yield from _table(("direction", "years", "pairs", "share", "recipients"), rows)


def _recipients(found: Estimate) -> Iterator[str]:
    is_state = np.array([one in found.support.states for one in found.support.recipients])
    rows = []
    for direction, counts in support_counts(found.support).items():
        for name, chosen in (("governments", is_state), ("armed groups", ~is_state)):
            fit = fit_counts(counts.of(chosen))
            rows.append((direction, name, fit.units, *(_point(fit, years) for years in YEARS)))
    heads = ("direction", "recipients", "number", *(_years(years) for years in YEARS))
    yield from _table(heads, rows)


def _rates(found: Estimate) -> Iterator[str]:
    rows = [(name, pairs, f"{rate:.2f}") for name, (pairs, rate) in found.rates.items()]
    yield from _table(("curve", "pairs seen in several years", "years seen a year"), rows)


def _scores(result: Calibration) -> Iterator[str]:
    shown = (*result.scores, *result.scattered)
    rows = [
        (
            title,
            f"{one.cases:,}",
            f"{one.brier:.3f}",
            f"{one.always:.3f}",
            f"{one.by_cut_off:.3f} ({one.cut_off} years)",
        )
        for title, one in zip(CALIBRATION_TITLES, shown, strict=True)
    ]
    heads = ("predicted", "cases", "curves", "once seen, always true", "best single cut-off")
    yield from _table(heads, rows)
    yield ""
    others = "; ".join(f"{name} {score:.4f}" for name, score in result.alternatives.items())
    yield f"Other forms of the forward curve: {others}; the curve used {shown[0].brier:.4f}."


def _reliability(result: Calibration) -> Iterator[str]:
    shown = (*result.scores, *result.scattered)
    rows = []
    for place in range(10):
        cells = [
            f"{one.held[place]:.2f} of {int(one.number[place]):,}" if one.number[place] else ""
            for one in shown
        ]
        rows.append((f"{place * 10}-{place * 10 + 10}%", *cells))
    yield from _table(("chance given", *CALIBRATION_TITLES), rows)


def _coverage(result: Calibration) -> Iterator[str]:
    rows = [
        (one.direction, one.points, f"{one.alone:.0%}", f"{one.with_test:.0%}")
        for one in result.coverage
    ]
    heads = (
        "direction",
        "points",
        "interval of the curve alone",
        "with the other half's own error",
    )
    yield from _table(heads, rows)


def curve_lines(found: Estimate) -> Iterator[str]:
    """Say the curves in lines, for the terminal."""
    for name, directions in found.curves.items():
        for direction in DIRECTIONS:
            fit = directions[direction]
            points = ", ".join(f"{years}y {_point(fit, years)}" for years in YEARS)
            yield f"{name} {direction} ({fit.units} units): {points}"


def calibration_lines(result: Calibration) -> Iterator[str]:
    """Say how well the curves predict, for the terminal."""
    for table in (_scores(result), _reliability(result), _coverage(result)):
        yield from table
        yield ""


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        yield "| " + " | ".join(str(cell) for cell in cells) + " |"
