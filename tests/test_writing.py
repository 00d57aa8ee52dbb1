"""A full disk or a folder that may not be written is one line: every file is written that way."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphdb.errors import FileNotWrittenError, Problem
from graphdb.outfile import OutStream, make_folder, temporary_folder, writing
from loaders.bulk import helpers
from loaders.bulk.files import ImportFiles
from loaders.rejects import write_rejects
from loaders.sources import STANDARD_INPUT, local_input, source_kind
from proxygraph.browser.export import export
from proxygraph.runtime import configuration, credentials, download, importer, java, plugins
from proxygraph.runtime.home import Home
from tests.conftest import ROOT

PACKAGES = ("analytics", "cypher", "graphdb", "loaders", "proxygraph")

HOMES = {
    "graphdb/outfile.py": "what all others write by",
    "proxygraph/terminal.py": "opens the null device",
    "proxygraph/runtime/detach.py": "runs as a script of its own, without the package",
    "proxygraph/runtime/storeswap.py": "who calls it says what became of the store",
}
"""Modules that may write by themselves, and why."""

ALWAYS = frozenset(
    {
        *("write_text", "write_bytes", "mkdir", "touch", "makedirs", "mkdtemp", "mkstemp"),
        *("copyfile", "copy2", "copytree", "TemporaryDirectory", "TemporaryFile"),
        *("NamedTemporaryFile", "savefig", "to_csv", "to_json"),
    }
)
OPENING = frozenset({"open", "fdopen", "ZipFile", "GzipFile"})
TOLD_BY = frozenset({"writing", "whole_path", "whole_file", "_told"})
"""Blocks in which what the machine refuses becomes an error of ours."""


def called(node: ast.AST) -> str:
    """Give the last part of the name that a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def writes(node: ast.AST) -> bool:
    """Tell whether a call makes or changes a file."""
    name = called(node)
    if name in ALWAYS:
        return True
    if name not in OPENING or not isinstance(node, ast.Call):
        return False
    given = [*node.args, *(word.value for word in node.keywords if word.arg in ("mode", "flags"))]
    texts = [one.value for one in given if isinstance(one, ast.Constant)]
    is_mode = any(
        isinstance(t, str) and set(t) <= set("rwxab+t") and set(t) & set("wxa+") for t in texts
    )
    return is_mode or any(flag in ast.unparse(node) for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))


def bare(tree: ast.AST) -> Iterator[int]:
    """Give the lines of a module that write where an OSError would leave as it is."""

    def below(node: ast.AST, *, told: bool) -> Iterator[int]:
        if writes(node) and not told:
            yield node.lineno  # type: ignore[attr-defined]
        inner = told
        if isinstance(node, ast.With):
            names = {called(item.context_expr) for item in node.items}
            inner = told or bool(names & TOLD_BY) or _suppresses(node)
            for item in node.items:
                yield from below(item, told=inner)
            for statement in node.body:
                yield from below(statement, told=inner)
            return
        if isinstance(node, ast.Try) and any("OSError" in _caught(one) for one in node.handlers):
            for statement in node.body:
                yield from below(statement, told=True)
            for other in (*node.handlers, *node.orelse, *node.finalbody):
                yield from below(other, told=told)
            return
        for child in ast.iter_child_nodes(node):
            yield from below(child, told=inner)

    yield from below(tree, told=False)


def _suppresses(node: ast.With) -> bool:
    return any("suppress(OSError" in ast.unparse(item.context_expr) for item in node.items)


def _caught(handler: ast.ExceptHandler) -> str:
    return ast.unparse(handler.type) if handler.type else ""


def test_no_file_is_written_where_a_refusal_would_not_be_told() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in HOMES
        for line in bare(ast.parse(path.read_text("utf-8")))
    ]
    assert found == [], "write by graphdb.outfile"


@pytest.mark.parametrize(
    "code",
    [
        "path.open('w')",
        "open(path, 'ab')",
        "path.open(mode='x')",
        "path.write_text('a')",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "folder.mkdir()",
        "shutil.copyfile(a, b)",
        "with ZipFile(path, 'w') as made: pass",
        "with tempfile.TemporaryDirectory() as folder: pass",
        "try:\n    pass\nexcept OSError:\n    path.write_text('a')",
    ],
)
def test_what_the_rule_finds(code: str) -> None:
    assert list(bare(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "path.open('rb')",
        "path.open(encoding='utf-8')",
        "with writing(path): path.write_text('a')",
        "with writing(path), path.open('w') as stream: pass",
        "with whole_path(path) as part, ZipFile(part, 'w') as made: pass",
        "try:\n    path.mkdir()\nexcept OSError as error:\n    raise Ours from error",
        "with suppress(OSError): path.touch()",
    ],
)
def test_what_the_rule_lets_pass(code: str) -> None:
    assert not list(bare(ast.parse(code)))


# A folder that is a file refuses everybody, the superuser too.


@pytest.fixture
def no_folder(tmp_path: Path) -> Path:
    path = tmp_path / "a file"
    path.write_text("text")
    return path


def test_rejects_that_cannot_be_written(no_folder: Path) -> None:
    problem = Problem("a.csv", 2, "", "is wrong")
    with pytest.raises(FileNotWrittenError, match="a file cannot be made: File exists"):
        write_rejects([problem], "d", "run", no_folder)
    with pytest.raises(FileNotWrittenError, match="cannot be made: Not a directory"):
        write_rejects([problem], "d", "run", no_folder / "rejects")


def test_rejects_that_find_no_room_leave_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWrittenError, match=r"d-run\.jsonl cannot be written: No space"):
        write_rejects([Problem("a.csv", 2, "", "is wrong")], "d", "run", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_a_stream_onto_a_full_disk() -> None:
    stream = OutStream(Path("/dev/full"), buffering=1 << 16)
    stream.write("a" * 100)
    with pytest.raises(FileNotWrittenError, match="/dev/full cannot be written: No space"):
        stream.close()
    with (
        pytest.raises(FileNotWrittenError, match="/dev/full cannot be written: No space"),
        OutStream(Path("/dev/full"), is_binary=True) as full,
    ):
        full.write(b"a" * 1_000_000)


def test_what_else_fails_beside_a_stream_is_not_the_files_fault(tmp_path: Path) -> None:
    with pytest.raises(ConnectionError), OutStream(tmp_path / "a", is_binary=True):
        raise ConnectionError("the other side is gone")


def test_bulk_files_that_cannot_be_written(no_folder: Path) -> None:
    with (
        ImportFiles(no_folder, "d", 100) as files,
        pytest.raises(FileNotWrittenError, match=r"\.csv cannot be written: Not a directory"),
    ):
        files._entity_table("Person")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
def test_bulk_files_onto_a_full_disk(tmp_path: Path) -> None:
    (tmp_path / "entity_Person.csv").symlink_to("/dev/full")
    with (
        pytest.raises(FileNotWrittenError, match=r"Person\.csv cannot be written: No space"),
        ImportFiles(tmp_path, "d", 100) as files,
    ):
        files._entity_table("Person")


def test_standard_input_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with (
        pytest.raises(FileNotWrittenError, match="a temporary folder cannot be written: No such"),
        local_input(source_kind("ftm"), STANDARD_INPUT),
    ):
        pass


def test_the_servers_own_files(no_folder: Path, tmp_path: Path) -> None:
    home = Home(no_folder / "home", tmp_path / "cache")
    attempts = [
        lambda: java.write_argument_file(no_folder / "java.args", ("a",)),
        lambda: credentials.write_private(no_folder / "password", "secret"),
        lambda: plugins.link_plugins(home, ()),
        lambda: configuration.write_configuration(home, *_a_start()),
        lambda: make_folder(no_folder / "below"),
        lambda: importer.import_store(home, no_folder, (), lambda: None),
        lambda: download.fetch_jars(_a_jar(), no_folder),
    ]
    for attempt in attempts:
        with pytest.raises(FileNotWrittenError, match=r"cannot be (written|made): "):
            attempt()


def _a_start() -> tuple[object, object]:
    from proxygraph.runtime.memory import server_memory
    from proxygraph.runtime.ports import Ports

    return Ports(), server_memory()


def _a_jar() -> tuple[object, ...]:
    from proxygraph.runtime.lockfile import locked_jars

    return locked_jars()[:1]


def test_an_export_of_browser_into_a_file(no_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxygraph.browser.export.fetch_jars", lambda jars, cache: ())
    with pytest.raises(FileNotWrittenError, match="cannot be made: Not a directory"):
        export(no_folder / "below")


def test_a_helpers_answer_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order = helpers.Order("tables", tmp_path, "d", 100, tmp_path / "missing", 1, 2, "v")
    with pytest.raises(FileNotWrittenError, match=r"part-1\.errors cannot be written: No such"):
        helpers.Helper(order)


def test_a_temporary_folder_goes_with_what_is_in_it(tmp_path: Path) -> None:
    with temporary_folder("a-", within=tmp_path) as folder:
        (folder / "b").write_text("text")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotWrittenError, match="missing cannot be written"):
        temporary_folder("a-", within=tmp_path / "missing").__enter__()


def test_an_error_of_ours_passes_as_it_is() -> None:
    with pytest.raises(ValueError, match="x"), writing(Path("a")):
        raise ValueError("x")
