"""One dataset in several versions, each far from the others, beside a second that overlaps it.

Between two versions nodes and claims appear, vanish and change; claims are closed and move to
other ends; nodes change their label; and the dataset's rank changes across the other dataset's, so
that whole entities resolve anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graphdb.connection import Graph
from loaders.canonical import canonical_digest
from loaders.engine import load
from loaders.options import LoadOptions
from tests.datasets import Row, claim, organization, write_tables

MAIN = "main"
OTHER = "other"
OTHER_RANK = 50
RANKS = (100, 10, 100)
ACTORS = 240
SHIFT = 30
CLAIMS = 800
ADDED = 120


@dataclass(frozen=True)
class World:
    """The folders of the versions, and the digest of a fresh load of each beside the other."""

    versions: tuple[Path, ...]
    other: Path
    digests: tuple[str, ...]

    def version_of(self, digest: str) -> int:
        """Which version a canonical export is of; -1 for none of them, a half state."""
        return self.digests.index(digest) if digest in self.digests else -1


def write_versions(folder: Path) -> tuple[Path, ...]:
    return tuple(
        write_tables(folder / str(number), actors=_actors(number), claims=_claims(number))
        for number in range(len(RANKS))
    )


def write_other(folder: Path) -> Path:
    actors = [{**_actor(n, 0), "name": f"Elsewhere {n}"} for n in range(SHIFT, 100)]
    claims = [
        claim("ALLIED_WITH", _id(n), _id(n + 1), id=f"o{n}", valid_from="2001")
        for n in range(SHIFT, 90)
    ]
    return write_tables(folder / "other", actors=actors, claims=claims)


def load_version(graph: Graph, versions: tuple[Path, ...], number: int) -> None:
    options = LoadOptions(rank=RANKS[number], most_removed=1.0)
    load(graph, "tables", versions[number], MAIN, options)


def load_other(graph: Graph, folder: Path) -> None:
    load(graph, "tables", folder, OTHER, LoadOptions(rank=OTHER_RANK))


def digest(graph: Graph) -> str:
    return canonical_digest(graph)


def _id(number: int) -> str:
    return f"organization/g{number}"


def _actors(version: int) -> list[Row]:
    first = SHIFT * version
    return [_actor(number, version) for number in range(first, first + ACTORS)]


def _actor(number: int, version: int) -> Row:
    row = organization(f"G{number}")
    if number % 7 == version:
        row = {**row, "aliases": f"Alias of version {version}"}
    if number > 100 and number % 23 == version:
        row = {**row, "label": "State", "kind": ""}
    return row


def _claims(version: int) -> list[Row]:
    kept = [_kept(number, version) for number in range(CLAIMS) if number % 10 != version]
    first = SHIFT * version
    return kept + [
        claim(
            "RIVAL_OF", _id(first + n % ACTORS), _id(first + (n + 1) % ACTORS), id=f"v{version}-{n}"
        )
        for n in range(ADDED)
    ]


def _kept(number: int, version: int) -> Row:
    """A claim between actors that every version has; what it says depends on the version."""
    common = ACTORS - SHIFT * (len(RANKS) - 1)
    low = SHIFT * (len(RANKS) - 1)
    end = number * 7 + (version if number % 10 == 5 else 0)
    row: dict[str, str] = {"id": f"c{number}", "valid_from": "1998"}
    if number % 10 == 6 + version % 2:
        row["valid_to"] = "2015"
    if number % 10 == 8:
        row["note"] = f"Noted in version {version}"
    start, end = low + number % common, low + (end + 1 + number % common) % common
    if start == end:
        end = low + (end - low + 1) % common
    return claim("SPONSORS", _id(start), _id(end), **row)
