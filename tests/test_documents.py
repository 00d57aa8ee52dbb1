"""Documents that are made from the code are up to date with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import write_data_format

ROOT = Path(__file__).resolve().parent.parent


def test_the_data_format_is_described_as_the_model_declares_it() -> None:
    text = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    assert text == write_data_format.page(), "run python -m tools.write_data_format"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_shows_both_commands_on_its_first_screen(command: str) -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60]
    assert any(command in line for line in top)
