"""The law of loading holds across an upgrade: unchanged files, read by a program that derives
otherwise, end where a fresh load by that program ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.canonical import canonical_digest
from loaders.engine import load
from loaders.options import LoadOptions
from loaders.runs import read_changes, read_runs
from tests.conftest import empty
from tests.datasets import SOURCE, claim, organization, person, write_tables

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parent.parent.parent
LOAD = """
import json, sys
from pathlib import Path
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from loaders.options import LoadOptions
with Graph(Settings(**json.loads(sys.argv[1]))) as graph:
    run = load(graph, "tables", Path(sys.argv[2]), "demo", LoadOptions(rank=1))
print(run.outcome, run.nodes_changed, run.claims_changed)
"""

UPGRADES = {
    "a grade means something else": ("graphdb/grades.py", '"B": 0.85', '"B": 0.8'),
    "a day counts otherwise": (
        "graphdb/validtime.py",
        "\nONGOING",
        "\nWAS_ONGOING = 1\nONGOING",
    ),
    "what a claim says of itself": (
        "loaders/claims.py",
        '"unjudged": is_unjudged(reliability, credibility)',
        '"unjudged": not is_unjudged(reliability, credibility)',
    ),
    "a row is read otherwise": (
        "loaders/rows.py",
        "        return typed\n",
        '        return {**typed, **({"name": "N"} if "name" in typed else {})}\n',
    ),
    "records resolve otherwise": (
        "loaders/resolve.py",
        'merged["aliases"] = sorted(aliases)',
        'merged["aliases"] = sorted(aliases, reverse=True)',
    ),
    "a statement stores otherwise": (
        "cypher/load/claims_update.cypher",
        "SET e = row.properties",
        "SET e = row.properties, e.note = 'stored anew'",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    actors = [person("A", aliases="Aa;Ab"), person("B"), organization("G")]
    claims = [
        claim("TIED_TO", "person/a", "person/b", valid_from="2011"),
        claim("MEMBER_OF", "person/a", "organization/g", valid_from="2012", valid_to=".."),
    ]
    return write_tables(tmp_path / "data", sources=[SOURCE], actors=actors, claims=claims)


def upgraded(place: Path, file: str, old: str, new: str) -> Path:
    for package in ("cypher", "graphdb", "loaders"):
        shutil.copytree(
            ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    text = (place / file).read_text(encoding="utf-8")
    assert old in text
    (place / file).write_text(text.replace(old, new), encoding="utf-8")
    return place


def load_by(program: Path, settings: Settings, folder: Path) -> str:
    code = f"import sys; sys.path.insert(0, {str(program)!r})\n{LOAD}"
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(asdict(settings)), str(folder)],
        cwd=program, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("upgrade", UPGRADES)
def test_a_reload_after_an_upgrade_ends_where_a_fresh_load_ends(
    graph: Graph, server: Settings, folder: Path, tmp_path: Path, upgrade: str
) -> None:
    load(graph, "tables", folder, "demo", LoadOptions(rank=1))
    before = canonical_digest(graph)
    program = upgraded(tmp_path / "program", *UPGRADES[upgrade])
    load_by(program, server, folder)
    reached = canonical_digest(graph)
    assert load_by(program, server, folder).startswith("unchanged")
    if "statement" in upgrade:  # Stored by the one statement that a fresh load does not use.
        notes = [row["properties"].get("note") for row in graph.read("load/export_relationships")
                 if row["type"] != "DESCRIBES"]  # fmt: skip
        assert notes == ["stored anew"] * 2
        return
    empty(graph, server)
    load_by(program, server, folder)
    assert canonical_digest(graph) == reached
    assert (reached == before) == (upgrade == "a day counts otherwise")  # Nothing but a name there.


def test_what_is_only_stored_again_is_no_change_to_tell(
    graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(graph, "tables", folder, "demo")
    before = canonical_digest(graph)
    with monkeypatch.context() as other:
        other.setattr("loaders.records.storing_version", lambda: "another")
        other.setattr("loaders.tables.derivation_version", lambda module: "another")
        other.setattr("loaders.sources.derivation_version", lambda module: "another")
        from loaders import tables

        tables._row_hasher.cache_clear()
        planned = load(graph, "tables", folder, "demo", LoadOptions(dry_run=True))
        done = load(graph, "tables", folder, "demo")
        tables._row_hasher.cache_clear()
    assert planned.planned == ()
    assert (done.outcome, done.nodes_changed, done.claims_changed) == ("changed", 4, 2)
    assert read_changes(graph, read_runs(graph, "demo")[0].run_id) == []
    assert canonical_digest(graph) == before
