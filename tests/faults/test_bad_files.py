"""A thousand damaged inputs: each is read, or refused with its place, and nothing else happens."""

from __future__ import annotations

import gzip
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphdb.errors import InputRefusedError
from loaders.examining import validate
from tests.datasets import claim, person, write_tables
from tests.security.hostile import hostile

pytestmark = pytest.mark.faults

FILES = 1_000
ONE_FILE = {"ucdp-esd": "esd.csv", "ucdp-actor": "actor.csv"}

outcomes: Counter[str] = Counter()


def _whole() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        tie = claim("TIED_TO", "person/a", "person/b", id="tie", kind="working", valid_from="1998")
        tables = write_tables(
            Path(folder), actors=[person("A", born="1957"), person("B")], claims=[tie]
        )
        return {path.name: path.read_bytes() for path in sorted(tables.iterdir())}


WHOLE = _whole()


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """One of the tables, damaged in one of the ways that files are."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    content = WHOLE[name]
    place = draw(st.integers(0, len(content)))
    match draw(
        st.sampled_from(["cut", "bytes", "word", "noise", "encoding", "zip", "rows", "flip"])
    ):
        case "cut":
            return name, content[:place]
        case "bytes":
            return name, content[:place] + draw(st.binary(min_size=1, max_size=9)) + content[place:]
        case "word":
            return name, content[:place] + draw(hostile).encode("utf-8", "surrogatepass") + content[
                place:
            ]
        case "noise":
            return name, draw(st.binary(max_size=400))
        case "encoding":
            return name, content.decode().encode(
                draw(st.sampled_from(["utf-16", "utf-32", "cp037"]))
            )
        case "zip":
            packed = gzip.compress(content)
            return name, packed[: draw(st.integers(0, len(packed)))]
        case "rows":
            lines = content.splitlines(keepends=True)
            return name, b"".join(draw(st.permutations(lines * draw(st.integers(1, 3)))))
        case _:
            flipped = bytes([content[min(place, len(content) - 1)] ^ draw(st.integers(1, 255))])
            return name, content[:place] + flipped + content[place + 1 :]


@settings(max_examples=FILES, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=damaged(), kind=st.sampled_from(["tables", "tables", "tables", *ONE_FILE]))
def test_a_damaged_file_is_read_or_refused(file: tuple[str, bytes], kind: str) -> None:
    name, content = file
    with tempfile.TemporaryDirectory() as folder:
        for whole, text in WHOLE.items():
            Path(folder, whole).write_bytes(text)
        Path(folder, name).write_bytes(content)
        path = Path(folder) if kind == "tables" else Path(folder, name)
        before = sorted(p.name for p in Path(folder).iterdir())
        try:
            rows, problems = validate(kind, path)
        except InputRefusedError as error:
            outcomes["refused as a whole"] += 1
            assert any(word in str(error) for word in (name, folder))  # noqa: PT017
        else:
            outcomes["rows refused" if problems else "read"] += 1
            assert rows >= 0
            assert all(problem.source and problem.rule for problem in problems)
        assert sorted(p.name for p in Path(folder).iterdir()) == before


def test_what_became_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\ndamaged files: {dict(outcomes)}")  # noqa: T201
    assert outcomes["refused as a whole"] > 0
    assert outcomes["rows refused"] > 0
    assert outcomes["read"] > 0
