"""The law of loading, as a property on the real server.

After any sequence of loads, reloads with changed rows and unloads, of overlapping datasets in any
order, the canonical export equals that of a fresh load of what is loaded at the end.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from loaders import engine
from loaders.canonical import canonical_lines
from loaders.changes import ChangeLog
from loaders.engine import load, unload
from loaders.identity.applying import apply_decisions
from loaders.identity.decisions import Decision, decision
from loaders.identity.touched import stored_decisions
from loaders.options import LoadOptions
from loaders.writer import Target
from tests.conftest import empty
from tests.datasets import Row, claim, organization, person, write_tables

pytestmark = pytest.mark.server

DATASETS = ("one", "two")
PEOPLE = ("A", "B", "C")
TYPES = ("TIED_TO", "COMMANDS", "MEMBER_OF")
"""One of them is symmetric: its ends change places where the lesser id becomes the greater."""

IDS = (*(f"person/{name.lower()}" for name in PEOPLE), "organization/g")
PAIRS = tuple(combinations(IDS, 2))

names = st.sampled_from(["", "Also known", "Other;Another"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, list[Row]]:
    """A small dataset over the same few ids as every other, valid or nearly so."""
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True))
    actors: list[Row] = [
        {
            **person(name),
            "name": draw(st.sampled_from([name, f"{name}.", f"{name}?"])),
            "aliases": draw(names),
            "born": draw(st.sampled_from(["", "1957", "1958-01"])),
        }
        for name in people
    ]
    actors.append(organization("G", draw(st.sampled_from(["armed_group", "umbrella"]))))
    ids = [row["id"] for row in actors]
    claims: list[Row] = []
    for number in draw(st.lists(st.integers(0, 4), unique=True)):
        start, end = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
        kind = draw(st.sampled_from(TYPES))
        year = draw(st.sampled_from(["", "1998", "2011-05"]))
        claims.append(claim(kind, start, end, id=f"c{number}", valid_from=year))
    return {"actors": actors, "claims": claims}


verdicts = st.dictionaries(
    st.sampled_from(PAIRS), st.sampled_from(["same", "same", "same", "different"]), max_size=3
)


def told(choice: dict[tuple[str, str], Any]) -> tuple[Decision, ...]:
    return tuple(
        decision(left, right, verdict, "an analyst", "a reason", date(2026, 1, 1))
        for (left, right), verdict in sorted(choice.items())
    )


steps = st.one_of(
    st.tuples(st.just("load"), st.sampled_from(DATASETS), tables(), st.sampled_from([1, 2, 3])),
    st.tuples(st.just("crash"), st.sampled_from(DATASETS), tables(), st.sampled_from([1, 2, 3])),
    st.tuples(st.just("unload"), st.sampled_from(DATASETS), st.none(), st.none()),
    st.tuples(st.just("decide"), st.none(), verdicts, st.none()),
)


class CrashError(Exception):
    """Stands for a process that ends in the middle of a write."""


def carry_out(graph: Graph, step: Sequence[object], loaded: dict[str, tuple[object, int]]) -> None:
    verb, dataset, content, rank = step
    if verb == "decide":
        assert isinstance(content, dict)
        with suppress(InputRefusedError):
            apply_decisions(graph, told(content))
        return
    assert isinstance(dataset, str)
    if verb == "unload":
        with suppress(InputRefusedError):
            unload(graph, dataset)
        loaded.pop(dataset, None)
        return
    assert isinstance(content, dict)
    assert isinstance(rank, int)
    with tempfile.TemporaryDirectory() as place:
        folder = write_tables(Path(place) / "data", **content)
        options = LoadOptions(
            rank=rank, most_rejects=1.0, most_removed=1.0, rejects_folder=Path(place) / "rejects"
        )
        if verb == "crash":
            crash(graph, folder, dataset, options)
        load(graph, "tables", folder, dataset, options)
        loaded[dataset] = (content, rank)


def crash(graph: Graph, folder: Path, dataset: str, options: LoadOptions) -> None:
    """Load, and fail after the data and before the version has moved on."""
    original = engine.write_difference

    def write_and_die(target: Target, *rest: object) -> ChangeLog:
        original(target, *rest)  # type: ignore[arg-type]
        raise CrashError

    engine.write_difference = write_and_die
    try:
        with suppress(CrashError):
            load(graph, "tables", folder, dataset, options)
    finally:
        engine.write_difference = original


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(sequence=st.lists(steps, min_size=1, max_size=5))
def test_any_sequence_ends_where_a_fresh_load_ends(
    graph: Graph, server: Settings, sequence: list[Sequence[object]]
) -> None:
    empty(graph, server)
    apply_schema(graph)
    loaded: dict[str, tuple[object, int]] = {}
    for step in sequence:
        carry_out(graph, step, loaded)
    reached = list(canonical_lines(graph))
    followed = stored_decisions(graph)
    empty(graph, server)
    again: dict[str, tuple[object, int]] = {}
    for dataset, (content, rank) in reversed(loaded.items()):
        carry_out(graph, ("load", dataset, content, rank), again)
    apply_decisions(graph, followed)
    assert reached == list(canonical_lines(graph))
