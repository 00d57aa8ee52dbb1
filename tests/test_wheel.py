"""The wheel works outside the checkout, in an environment that holds nothing else of ours."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from graphdb.statements import statement_names
from proxygraph.cli import VERBS
from proxygraph.dataset import curated_dataset

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """An environment without pip's help: its own packages are the wheel's files alone.

    What the wheel depends on comes from the packages that are here, ours left out.
    """
    folder = tmp_path_factory.mktemp("installed")
    run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], folder)
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    for entry in Path(sysconfig.get_paths()["purelib"]).iterdir():
        ours = entry.name.startswith(("proxygraph", "_proxygraph", "__editable__"))
        if not ours and entry.suffix != ".pth" and not (packages / entry.name).exists():
            (packages / entry.name).symlink_to(entry)
    code = "import sys; from proxygraph.cli import main; main(sys.argv[1:])"
    return [str(folder / "env" / "bin" / "python"), "-I", "-c", code]


def run(command: list[str], folder: Path, **variables: str) -> str:
    """Run it, far from the checkout unless that is the folder; give what it printed."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        command, cwd=folder, env={**kept, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_holds_every_statement_and_the_dataset(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"cypher/{name}.cypher" for name in statement_names()} <= names
    data = curated_dataset()
    tables = {f"proxygraph/data/{path.relative_to(data)}" for path in data.rglob("*.csv")}
    assert tables
    assert tables <= names
    assert "proxygraph/runtime/jars.lock" in names
    assert {"analytics/claims/persistence.csv", "analytics/claims/persistence_types.csv"} <= names
    assert not [name for name in names if name.startswith(("tests/", "bench/", "tools/"))]


def test_every_verb_has_help_there(program: list[str], tmp_path: Path) -> None:
    code = (
        "import click; from proxygraph.cli import program, VERBS; import proxygraph; "
        "ctx = click.Context(program); "
        "print(*(v for v in VERBS if program.get_command(ctx, v).get_help(ctx))); "
        "print(proxygraph.__file__)"
    )
    listed, place = run([*program[:-1], code], tmp_path).splitlines()
    assert listed.split() == list(VERBS)
    assert not Path(place).is_relative_to(ROOT)


def test_it_validates_its_own_dataset_there(program: list[str], tmp_path: Path) -> None:
    code = (
        "from proxygraph.dataset import curated_dataset; from loaders.examining import validate; "
        "rows, problems = validate('tables', curated_dataset()); "
        "print(rows > 0, len(problems), curated_dataset())"
    )
    right, problems, place = run([*program[:-1], code], tmp_path).split(maxsplit=2)
    assert (right, problems) == ("True", "0")
    assert not Path(place).is_relative_to(ROOT)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_are_given_a_completion(program: list[str], shell: str, tmp_path: Path) -> None:
    script = run([*program, "completion", shell], tmp_path)
    assert "_PROXYGRAPH_COMPLETE" in script


def test_a_completion_names_the_verbs(program: list[str], tmp_path: Path) -> None:
    code = "import sys; from proxygraph.cli import program; program(prog_name='proxygraph')"
    asked = {
        "_PROXYGRAPH_COMPLETE": "bash_complete",
        "COMP_WORDS": "proxygraph re",
        "COMP_CWORD": "1",
    }
    found = {
        line.partition(",")[2] for line in run([*program[:-1], code], tmp_path, **asked).split()
    }
    assert found == {verb for verb in VERBS if verb.startswith("re")}
