"""The page and the program: tables up to date with the curves, refusals with their reason."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from click.testing import CliRunner

from tools import persistence
from tools.fit_persistence import program
from tools.persistence import page


@pytest.mark.parametrize(
    ("name", "lines"), [("curves", page.curve_table()), ("types", page.type_table())]
)
def test_the_page_shows_the_table_as_it_is_shipped(name: str, lines: list[str]) -> None:
    text = page.TARGET.read_text(encoding="utf-8")
    shown = text.split(f"<!-- table: {name} -->\n\n")[1].split("\n\n<!-- end -->")[0]
    assert shown == "\n".join(lines), "run python -m tools.fit_persistence"


@pytest.mark.parametrize("name", [*page.CAPTIONS, "calibration"])
def test_the_page_has_its_pictures_and_they_are_small(name: str) -> None:
    picture = f"pictures/persistence-{name}.png"
    assert f"({picture})" in page.TARGET.read_text(encoding="utf-8")
    assert (page.TARGET.parent / picture).stat().st_size < 150_000


def test_a_missing_file_ends_the_program_with_a_sentence(tmp_path: Path) -> None:
    paths = [f"--{name}={tmp_path / name}" for name in ("ucdp-esd", "sfm", "militants")]
    done = CliRunner().invoke(program, paths)
    assert done.exit_code == 3
    assert "does not exist" in done.output


@pytest.mark.parametrize("module", [found.name for found in iter_modules(persistence.__path__)])
def test_examples_in_docstrings_are_right(module: str) -> None:
    assert doctest.testmod(import_module(f"tools.persistence.{module}")).failed == 0
