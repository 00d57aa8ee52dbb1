"""Documents that are made from the code are up to date with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from proxygraph.cli import VERBS
from proxygraph.jobs.file import read_jobs
from tools import write_data_format

ROOT = Path(__file__).resolve().parent.parent


def test_the_data_format_is_described_as_the_model_declares_it() -> None:
    text = (ROOT / "docs" / "data-format.md").read_text(encoding="utf-8")
    assert text == write_data_format.page(), "run python -m tools.write_data_format"


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_the_readme_shows_both_commands_on_its_first_screen(command: str) -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:60]
    assert any(command in line for line in top)


def test_the_jobs_file_of_the_operations_page_is_right(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    example = page.split("```toml\n")[1].split("```")[0]
    (tmp_path / "jobs.toml").write_text(example, encoding="utf-8")
    assert [job.name for job in read_jobs(tmp_path / "jobs.toml").jobs] == ["curated"]


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "docker/README.md"]
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []


def test_every_verb_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`{verb}`" not in text] == []
