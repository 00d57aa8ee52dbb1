"""The demo: one section that cannot be made costs that section, and the rest is shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from graphdb.errors import GraphMovedError, NoServerError, NotConvergedError, UnknownNameError
from graphdb.settings import Settings
from loaders.runs import Run
from proxygraph.cli import demo, run

LOADED = Run(
    run_id="20260101T000000-abcdef",
    dataset="curated",
    source="tables",
    path="data",
    started=datetime(2026, 1, 1, tzinfo=UTC),
    seconds=1.0,
    program_version="0",
    fingerprint="x",
    outcome="changed",
    graph_version=1,
)
HEADINGS = (
    "1. The curated dataset",
    "2. Who is most central",
    "3. What passes",
    "4. Where to look next",
)
SECTIONS: dict[str, tuple[str, str]] = {
    "ranking": ("analytics.questions.centrality.centrality", "the ranking itself"),
    "measures of nodes": ("proxygraph.written.write_back", ""),
    "succession": ("proxygraph.cli.demo._passing", "the succession itself"),
    "address of Browser": ("proxygraph.cli.demo._browser_page", "the address itself"),
}
"""Section → what makes it, and what it prints."""


class _Document:
    def document(self, *given: object) -> dict[str, str]:
        return {"made": "yes"}


@contextmanager
def _connected(**given: object) -> Any:
    yield object()


@pytest.fixture(autouse=True)
def _without_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every part is made of a word; only what joins them is real."""

    def said(word: str) -> Callable[..., None]:
        return lambda *given: print(word)  # noqa: T201

    monkeypatch.setattr(demo, "connect", _connected)
    monkeypatch.setattr(demo, "_load", lambda graph: LOADED)
    monkeypatch.setattr("analytics.questions.centrality.centrality", lambda *given: _Document())
    monkeypatch.setattr("proxygraph.written.write_back", lambda *given: None)
    monkeypatch.setattr(demo, "_passing", lambda *given: _Document())
    monkeypatch.setattr("analytics.succession.words.paragraph", lambda *given: "a paragraph")
    monkeypatch.setattr(demo, "_browser_page", lambda: "the address itself")
    monkeypatch.setattr("proxygraph.cli.centrality.show_ranking", said("the ranking itself"))
    monkeypatch.setattr(
        "proxygraph.cli.succession_tables.show_briefly", said("the succession itself")
    )
    monkeypatch.setattr("proxygraph.runtime.server.server_status", lambda: None)
    settings = Settings("bolt://127.0.0.1:1", "neo4j", "x")
    monkeypatch.setattr("proxygraph.runtime.target.target_settings", lambda **given: settings)
    monkeypatch.setattr(
        "proxygraph.cli.server_facts.local_facts",
        lambda *given: dict.fromkeys(("Browser", "User", "Password"), "a fact"),
    )


def failing(error: Exception) -> Callable[..., None]:
    def fail(*given: object, **named: object) -> None:
        raise error

    return fail


def test_with_nothing_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["demo"]) == 0
    said = capsys.readouterr().out
    for part in (*HEADINGS, *(shown for _, shown in SECTIONS.values())):
        assert part in said
    assert "to show" not in said


@pytest.mark.parametrize("name", SECTIONS)
@pytest.mark.parametrize(
    "error", [UnknownNameError("nobody is named so"), NotConvergedError("nobody is named so")]
)
def test_one_section_that_cannot_be_made_costs_no_other(
    name: str, error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(SECTIONS[name][0], failing(error))
    assert run(["demo"]) == 0
    said = capsys.readouterr().out
    assert f"There is no {name} to show: nobody is named so" in said
    for part in HEADINGS:
        assert part in said
    for other, (_, shown) in SECTIONS.items():
        assert (shown in said) == (other != name) or not shown


@pytest.mark.parametrize("name", SECTIONS)
def test_the_document_says_what_is_missing(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(SECTIONS[name][0], failing(UnknownNameError("nobody is named so")))
    assert run(["demo", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["missing"] == {name: "nobody is named so"}
    assert said["load"]["dataset"] == "curated"
    parts = {"ranking": "centrality", "succession": "succession", "address of Browser": "browser"}
    for section, key in parts.items():
        assert (said[key] is None) == (section == name)


@pytest.mark.parametrize("error", [NoServerError("gone"), GraphMovedError("kept changing")])
def test_what_concerns_all_sections_ends_the_demo(
    error: NoServerError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("analytics.questions.centrality.centrality", failing(error))
    assert run(["demo"]) == error.exit_code
    assert str(error) in capsys.readouterr().err
