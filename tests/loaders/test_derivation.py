"""The version of what derives: every module, library and statement that takes part is in it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest

from graphdb.statements import Statement
from loaders import derivation, records, tables
from loaders.derivation import STORING, TRANSPORT, Derivation, derivation_of, derivation_version
from loaders.records import Key, NodeRecord, Scanned, Unchanged, record_hash
from loaders.sources import KINDS
from loaders.spark import scanning
from proxygraph.cli import run as program
from tests.datasets import claim, person, write_tables
from tests.sources import test_mapping_militants, test_ofac_sdn, test_sfm, test_ucdp

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("cypher", "graphdb", "loaders")
ACTOR = "1,FRONT,FRONT,Le Front,The Front,NEW,,New Front,1,Mali,2,,4,,22.1"
SCANNERS = sorted({kind.scan.__module__ for kind in KINDS.values()})
EVERY = derivation_of(SCANNERS)


def fresh(derived: Derivation = EVERY) -> str:
    """The version as another process would find it."""
    derivation._distribution_version.cache_clear()
    return derivation._version(derived)


@pytest.mark.parametrize("module", sorted(EVERY.modules))
def test_a_change_of_a_module_changes_the_version(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, original = fresh(), derivation._source
    with monkeypatch.context() as upgrade:
        upgrade.setattr(
            derivation,
            "_source",
            lambda name: f"{original(name)}{'CHANGED = 1' if name == module else ''}",
        )
        changed = derivation._version(EVERY)
    assert changed != before
    assert fresh() == before


@pytest.mark.parametrize(
    "library", ["annotated-types", "edtf", "followthemoney", "ftfy", "pycountry", "pydantic",
                "pydantic-core", "pyparsing", "python-dateutil", "wcwidth"]
)  # fmt: skip
def test_a_new_version_of_a_library_changes_the_version(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fresh()
    found = metadata.version

    def upgraded(name: str) -> str:
        return "999" if name == library else found(name)

    monkeypatch.setattr(metadata, "version", upgraded)
    assert fresh() != before


@pytest.mark.parametrize("statement", sorted(EVERY.statements))
def test_a_change_of_a_statement_that_writes_changes_the_version(
    statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, original = fresh(), derivation.statement

    def edited(name: str) -> Statement:
        found = original(name)
        return replace(found, text=f"{found.text}// more") if name == statement else found

    monkeypatch.setattr(derivation, "statement", edited)
    assert fresh() != before


def test_python_and_its_unicode_tables_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = list(derivation._parts(EVERY))
    assert "{}.{}".format(*sys.version_info) in parts
    before = fresh()
    monkeypatch.setattr("unicodedata.unidata_version", "99.0")
    assert fresh() != before


def test_every_module_of_the_loaders_that_stores_is_in_it_or_carries_only() -> None:
    """What takes part in a load and is left out is left out by name."""
    storing = derivation_of(()).modules
    assert not storing & TRANSPORT
    assert set(STORING) <= storing
    imported = {
        name
        for module in storing
        for name in derivation._parsed(module).imports
        if derivation._is_own_module(name)
    }
    assert imported <= storing | TRANSPORT


READ_EVERYTHING = """
import json, sys
from pathlib import Path
from importlib.metadata import packages_distributions
before = set(sys.modules)
from loaders.sources import KINDS
for name, path in json.loads(sys.argv[1]).items():
    for _ in KINDS[name].scan(Path(path), "d", {}):
        pass
names = {name for name in set(sys.modules) - before if name.isascii()}
dists = packages_distributions()
print(json.dumps({
    "own": sorted(name for name in names if name.partition(".")[0] in ("loaders", "graphdb")),
    "libraries": sorted({one for name in names for one in dists.get(name.partition(".")[0], ())}),
}))
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A small source of every kind, as the tests of each write it."""
    pytest.importorskip("followthemoney", reason="the extra proxygraph[ftm] is absent")
    from tests.sources import test_ftm  # It skips itself where the library is absent.

    folders = {kind: tmp_path_factory.mktemp(kind) for kind in KINDS}
    actors = [person("A"), person("B", born="1957~")]
    ties = [claim("TIED_TO", "person/a", "person/b", valid_from="1998")]
    militants = test_mapping_militants.write(folders["mapping-militants"])
    entities = [test_ftm.entity("a", "Person", name=["A"]), test_ftm.entity("b", "Company")]
    written = {
        "tables": write_tables(folders["tables"], actors=actors, claims=ties),
        "ofac-sdn": test_ofac_sdn.write(folders["ofac-sdn"]),
        "ucdp-esd": test_ucdp.esd_file(folders["ucdp-esd"] / "esd.csv", test_ucdp.ONE),
        "ucdp-actor": test_ucdp.actor_file(folders["ucdp-actor"] / "actor.csv", ACTOR),
        "mapping-militants": militants,
        "sfm": test_sfm.write(folders["sfm"]),
        "ftm": test_ftm.write(folders["ftm"] / "a.ftm.json", *entities),
    }
    return {kind: str(path) for kind, path in written.items()}


def test_whatever_is_imported_while_sources_are_read_is_in_it(samples: dict[str, str]) -> None:
    assert set(samples) == set(KINDS)
    done = subprocess.run(
        [sys.executable, "-c", READ_EVERYTHING, json.dumps(samples)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert "loaders.countries" in found["own"]
    assert set(found["own"]) <= EVERY.modules | TRANSPORT | {"loaders.sources"}
    assert "pycountry" in found["libraries"]
    hashed = derivation._library_versions(EVERY.libraries)
    loaded = {derivation._canonical(name) for name in found["libraries"]} - {"proxygraph"}
    assert loaded <= set(hashed)


def elsewhere(path: Path) -> str:
    """The version of the tables' loader, as a program finds it whose packages are there."""
    code = "from loaders.derivation import derivation_version as v; print(v('loaders.tables'))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(path)!r}); {code}"],
        cwd=path.parent, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    place = tmp_path / "installed"
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    return place


def test_it_is_the_same_wherever_and_however_it_is_installed(copied: Path, tmp_path: Path) -> None:
    here = derivation_version("loaders.tables")
    assert elsewhere(copied) == here
    for file in (*copied.rglob("*.py"), *copied.rglob("*.cypher")):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert elsewhere(copied) == here
    packed = tmp_path / "packed.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(copied.rglob("*")):
            archive.write(file, file.relative_to(copied))
    assert elsewhere(packed) == here


@pytest.mark.parametrize(
    "file", ["graphdb/grades.py", "graphdb/validtime.py", "loaders/claims.py", "graphdb/model.py"]
)
def test_an_edited_program_has_another_version(copied: Path, file: str) -> None:
    with (copied / file).open("a") as stream:
        stream.write("\nEDITED = True\n")
    assert elsewhere(copied) != derivation_version("loaders.tables")


def test_a_new_data_file_beside_the_modules_counts(copied: Path) -> None:
    (copied / "loaders" / "table.csv").write_text("a,b\n")
    assert elsewhere(copied) != derivation_version("loaders.tables")


def test_a_row_known_to_another_version_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_tables(
        tmp_path / "d",
        actors=[person("A"), person("B")],
        claims=[claim("TIED_TO", "person/a", "person/b")],
    )
    known: dict[bytes, Key] = {
        one.raw_hash: one.record.key
        for one in tables.scan_tables(folder, "d", {})
        if isinstance(one, Scanned)
    }
    assert {type(one) for one in tables.scan_tables(folder, "d", known)} == {Unchanged}
    tables._row_hasher.cache_clear()
    monkeypatch.setattr(tables, "derivation_version", lambda module: "another")
    assert {type(one) for one in tables.scan_tables(folder, "d", known)} == {Scanned}
    tables._row_hasher.cache_clear()


def test_a_record_stored_by_another_version_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    record = NodeRecord("person/a", "Person", {"name": "A"})
    before = record_hash(record)
    monkeypatch.setattr(records, "storing_version", lambda: "another")
    assert record_hash(record) != before


def test_an_executor_of_another_version_reads_nothing(tmp_path: Path) -> None:
    folder = write_tables(tmp_path / "d", actors=[person("A")])
    version = KINDS["tables"].version
    read = [row[2] for row in scanning._rows("tables", str(folder), "d", 0, 1, version)]
    assert set(read) == {scanning.RECORD}
    ((part, _, what, *_),) = scanning._rows("tables", str(folder), "d", 0, 1, "another")
    assert (part, what) == (0, scanning.REFUSED)


def test_a_schedule_that_outlives_an_upgrade_keeps_the_versions_of_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's files change while it waits for the first job; its code in memory does not."""
    jobs = tmp_path / "jobs.toml"
    jobs.write_text('[[dataset]]\nname = "a"\nsource = "tables"\npath = "a"\n')
    before = {name: kind.version for name, kind in KINDS.items()}, derivation.storing_version()
    found = []

    def wait(*given: object) -> None:
        monkeypatch.setattr(derivation, "_source", lambda name: "NEW = 1")
        monkeypatch.setattr(metadata, "version", lambda name: "999")
        versions = {name: kind.version for name, kind in KINDS.items()}
        found.append((versions, derivation.storing_version()))

    monkeypatch.setattr("proxygraph.jobs.schedule.run_schedule", wait)
    for cached in (derivation_version, derivation.storing_version):
        monkeypatch.setattr(derivation, cached.__name__, cache(cached.__wrapped__))
    monkeypatch.setattr("loaders.sources.derivation_version", derivation.derivation_version)
    assert program(["schedule", str(jobs)]) == 0
    assert found == [before]


def test_what_derives_is_in_memory_once_it_is_held() -> None:
    code = (
        "import sys; from loaders.sources import KINDS, hold_versions; hold_versions(); "
        "from loaders.derivation import derivation_of; "
        "every = derivation_of({kind.scan.__module__ for kind in KINDS.values()}); "
        "print(sorted(every.modules - set(sys.modules)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert said.stdout.decode().strip() == "[]"
