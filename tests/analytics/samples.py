"""Claims made for one test, and small networks loaded as datasets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics.claims.reading import Claim
from graphdb.connection import Graph
from loaders.engine import load
from tests.datasets import claim as claim_row
from tests.datasets import person, write_tables

DAY = date(2020, 1, 2)

_PLAIN = Claim(
    claim_id="",
    type="",
    start="",
    end="",
    start_label="",
    end_label="",
    start_name="",
    end_name="",
    stance="affirms",
    reliability="A",
    credibility="1",
    confidence=0.5,
    origins=("paper",),
    sources=("source/paper",),
    conflict_set=None,
    certain=True,
    reported_on=DAY,
    properties={"possible_from": DAY},
)
_LABELS = {"person": "Person", "post": "Position", "org": "Organization", "state": "State"}


def made(kind: str, start: str, end: str, **fields: object) -> Claim:
    """Make a claim between ids such as ``person/p``, ``post/r``, ``org/a``, ``state/s``."""
    base = replace(
        _PLAIN,
        claim_id=f"{kind}:{start}:{end}",
        type=kind,
        start=start,
        end=end,
        start_label=_LABELS[start.split("/")[0]],
        end_label=_LABELS[end.split("/")[0]],
        start_name=start,
        end_name=end,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def load_ties(
    graph: Graph, folder: Path, names: Iterable[str], pairs: Sequence[tuple[str, str]]
) -> None:
    """Load persons, and a ``TIED_TO`` claim between both of each pair."""
    ids = {name: str(person(name)["id"]) for name in names}
    rows = [
        claim_row("TIED_TO", ids[one], ids[other], valid_from="2019", id=f"tie/{place}")
        for place, (one, other) in enumerate(pairs)
    ]
    people = [{**person(name)} for name in ids]
    load(graph, "tables", write_tables(folder, actors=people, claims=rows), "published")
