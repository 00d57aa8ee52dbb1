"""The notebooks: clean of outputs in the repository, and run whole against the real server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.canonical import canonical_digest
from loaders.engine import load
from proxygraph.dataset import NAME, curated_dataset
from tests.conftest import ROOT, empty

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CELL_SECONDS = 300
"""A cell that takes longer hangs. On a quiet machine a whole notebook takes well under a minute."""


def name_of(path: Path) -> str:
    return path.stem


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_it_is_clean_of_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [cell.outputs for cell in code_cells(notebook) if cell.outputs] == []
    assert {cell.execution_count for cell in code_cells(notebook)} == {None}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert [cell.metadata for cell in notebook.cells if cell.metadata] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_its_findings_have_no_typed_figures(path: Path) -> None:
    heading, findings = nbformat.read(path, as_version=4).cells[-2:]
    assert heading.source.endswith("## Findings")
    text = findings.source.partition('Markdown(f"""')[2]
    assert text, "the last cell computes the findings"
    assert [part for part in _outside_braces(text) if any(c.isdigit() for c in part)] == []


def _outside_braces(text: str) -> Iterator[str]:
    depth, outside = 0, ""
    for letter in text:
        if letter == "{":
            yield outside
            outside = ""
        depth += (letter == "{") - (letter == "}")
        outside += letter if depth == 0 else ""
    yield outside


@pytest.fixture(scope="module")
def curated(server: Settings) -> Settings:
    """The server with the curated data in it and nothing else."""
    import_module("matplotlib.font_manager")  # A first one that takes long would tell a kernel so.
    with Graph(server) as graph:
        empty(graph, server)
        load(graph, "tables", curated_dataset(), NAME)
    return server


def run(path: Path, folder: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        startup_timeout=CELL_SECONDS,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],  # Else the kernel warns of its own sockets.
    )
    client.execute()
    return notebook


@pytest.mark.server
@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_it_runs_and_leaves_the_graph_as_it_was(
    path: Path,
    curated: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    monkeypatch.setenv("NEO4J_URI", curated.uri)
    monkeypatch.setenv("NEO4J_USERNAME", curated.username)
    monkeypatch.setenv("NEO4J_PASSWORD", curated.password)
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # Whatever else is installed, it is this checkout.
    with Graph(curated) as graph:
        before = canonical_digest(graph)
        began = time.monotonic()
        notebook = run(path, tmp_path)
        record_property("seconds", round(time.monotonic() - began, 1))
        assert canonical_digest(graph) == before
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    assert [o for o in outputs if o.output_type in ("error", "stream")] == []
    assert sum("image/png" in o.get("data", {}) for o in outputs) >= 1
    findings = code_cells(notebook)[-1].outputs[0].data["text/markdown"]
    assert any(letter.isdigit() for letter in findings)
