"""Datasets of any size with the field's shape: few actors with many ties, many with few."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

SOURCES = 500
COLUMNS = (
    "id",
    "type",
    "start",
    "end",
    "sources",
    "asserted_by",
    "valid_from",
    "valid_to",
    "first_seen",
    "last_seen",
    "credibility",
    "note",
    "support_types",
    "mode",
    "role",
    "kind",
)
TYPES = ("SPONSORS", "DIRECTS", "MEMBER_OF", "TIED_TO", "ALLIED_WITH")


def write_dataset(folder: Path, claims: int, seed: int = 7) -> Path:
    """Write a native dataset of so many claims between a quarter as many actors."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    _write(folder / "sources.csv", _SOURCE_COLUMNS, _sources())
    _write(folder / "actors.csv", _ACTOR_COLUMNS, _actors(claims // 4))
    _write(folder / "claims.csv", COLUMNS, claim_rows(claims, claims // 4, rng))
    (folder / "dataset.toml").write_text('title = "Synthetic"\nrelease = 2021-06-30\n')
    return folder


_SOURCE_COLUMNS = (
    "id",
    "name",
    "publisher",
    "published",
    "origin",
    "kind",
    "reliability",
    "opened_on",
)
_ACTOR_COLUMNS = ("id", "label", "name", "aliases", "kind", "countries")


def _sources() -> Iterator[tuple[str, ...]]:
    for number in range(SOURCES):
        day = f"20{number % 20:02d}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
        yield (
            f"source/s{number}",
            f"Report {number}",
            f"Publisher {number % 40}",
            day,
            f"origin-{number % 120}",
            "report",
            "ABCD"[number % 4],
            "2021-06-30",
        )


def _actors(count: int) -> Iterator[tuple[str, ...]]:
    for number in range(count):
        yield (
            f"organization/o{number}",
            "Organization",
            f"Group {number}",
            f"Alias {number};Other {number}",
            "armed_group",
            "IRQ",
        )


def claim_rows(count: int, actors: int, rng: np.random.Generator) -> Iterator[tuple[str, ...]]:
    """Make claims between skewed actors, every one with all that its type can say."""
    starts = _skewed(count, actors, rng)
    ends = _skewed(count, actors, rng)
    ends = np.where(ends == starts, (ends + 1) % actors, ends)
    cited = rng.integers(0, SOURCES, size=(count, 2))
    years = rng.integers(1979, 2020, size=count)
    for number in range(count):
        kind = TYPES[number % len(TYPES)]
        first, second = cited[number]
        sources = f"source/s{first}" + (f";source/s{second}" if second != first else "")
        year = years[number]
        yield (
            f"c{number}",
            kind,
            f"organization/o{starts[number]}",
            f"organization/o{ends[number]}",
            sources,
            f"Speaker {number % 97}",
            f"{year}-{number % 12 + 1:02d}",
            f"{year + 2}" if number % 3 == 0 else "",
            str(year),
            str(year + 1),
            "1234"[number % 4],
            f"Remark {number}",
            "weapons;funding" if kind == "SPONSORS" else "",
            "influences" if kind == "DIRECTS" else "",
            "member" if kind == "MEMBER_OF" else "",
            "working" if kind == "TIED_TO" else "",
        )


def change_share(path: Path, share: float) -> None:
    """Change the remark of so many of a file's claims."""
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(0, len(lines), round(1 / share)):
        lines[number] = lines[number].replace("Remark ", "Another remark ")
    path.write_text(header + "".join(lines), encoding="utf-8")


def _skewed(
    count: int, actors: int, rng: np.random.Generator
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.minimum((rng.pareto(1.2, size=count) * actors / 200).astype(np.int64), actors - 1)


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
