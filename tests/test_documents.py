"""Documents that are made from the code are up to date with it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from proxygraph.cli import VERBS
from proxygraph.jobs.file import read_jobs
from tools import write_api_page, write_data_format, write_verb_pages

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


def test_every_verb_has_a_page_that_says_what_its_help_says() -> None:
    pages = {path.name: path.read_text("utf-8") for path in write_verb_pages.FOLDER.glob("*.md")}
    assert set(pages) == {"index.md", *(f"{verb}.md" for verb in VERBS)}
    assert pages == write_verb_pages.pages(), "run python -m tools.write_verb_pages"


def test_the_programming_interface_has_its_page() -> None:
    text = write_api_page.PAGE.read_text(encoding="utf-8")
    assert text == write_api_page.page(), "run python -m tools.write_api_page"


def test_every_page_of_the_docs_is_in_the_site(tmp_path: Path) -> None:
    """Builds the site; a dead link, or a page that no other leads to, is a warning, thus fails."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs"]
    done = subprocess.run(
        [*command, str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    written = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*.html")}
    pages = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
    assert {page.with_suffix(".html") for page in pages} <= written


def test_every_verb_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"`{verb}`" not in text] == []


def test_how_rows_are_counted_is_said_where_sources_are_added() -> None:
    """What CONTRIBUTING names for it is in the modules that it names."""
    from loaders import records, sourcefiles

    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.split("## Add a source")[1].split("## ")[0]
    for module, name in (
        (sourcefiles, "Tally"),
        (sourcefiles, "Unread"),
        (records, "RowsRead"),
        (records, "LeftOut"),
    ):
        assert f"`{name}`" in section
        assert hasattr(module, name)
