"""Writes the report: one HTML page that opens from a file, or Markdown."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from analytics.claims.likelihood_words import scale_words
from analytics.measures.registry import measure
from analytics.succession.words import closing, paragraph
from proxygraph.reports.palette import FATES, KINDS
from proxygraph.reports.report.findings import Findings
from proxygraph.reports.report.likelihood import picture_of
from proxygraph.reports.report.rows import (
    change_rows,
    changed_run,
    client_rows,
    event_rows,
    fate_shares,
    indicator_rows,
    last_run,
    percent,
    portfolio_rows,
    rank_rows,
    support_names,
)
from proxygraph.reports.report.webbing import document
from proxygraph.reports.secured import inline, policy
from proxygraph.reports.territory.page import assets as map_assets
from proxygraph.reports.territory.page import page as map_page

RANKS = 30
"""Actors that the ranking lists."""


def html(found: Findings) -> str:
    """Write the page, with all that it shows and runs inside.

    Every text is escaped where it is put into the page (autoescaping), or reaches the page as data
    that its script sets as text. A content security policy in the page allows its own scripts and
    styles by their hashes, and nothing from anywhere.
    """
    style, script, drawing = _asset("report.css"), _asset("report.js"), _asset("drawing.js")
    map_style, map_script = map_assets()
    return _template("report.html.j2", escapes=True).render(
        **_values(found),
        policy=policy([drawing, script, map_script], [style, map_style]),
        style=style,
        drawing=drawing,
        script=script,
        data=inline(
            {
                **document(found.web),
                "map": map_page(found.territory) if found.territory else "",
                "colours": dict(KINDS),
            }
        ),
    )


def markdown(found: Findings) -> str:
    """Write the report's tables as Markdown, without network and map.

    Names are written so that none of them becomes markup.
    """
    return _template("report.md.j2", escapes=False).render(**_values(found))


def _template(name: str, *, escapes: bool) -> Template:
    environment = Environment(
        autoescape=escapes,  # noqa: S701 - Markdown has rules of its own: _plain
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=None if escapes else _plain,
    )
    return environment.from_string(_asset(name))


def _plain(value: object) -> object:
    r"""Keep a text in a cell of a table of Markdown, as text.

    >>> _plain("a|b <i>")
    'a\\|b &lt;i&gt;'
    """
    if not isinstance(value, str):
        return value
    text = " ".join(value.split()).replace("&", "&amp;")
    for letter, written in (("<", "&lt;"), (">", "&gt;")):
        text = text.replace(letter, written)
    return "".join(f"\\{letter}" if letter in "\\|`*_[]" else letter for letter in text)


def _values(found: Findings) -> dict[str, object]:
    observed, projected = found.observed, found.projected
    names = observed.names if observed else {}
    return {
        "wish": found.wish,
        "found": found,
        "missing": found.missing,
        "program": version("proxygraph"),
        "observed": observed,
        "projected": projected,
        "predecessor": names.get(observed.case.predecessor, "") if observed else "",
        "successor": names.get(observed.case.successor or "", "nobody known") if observed else "",
        "removed": [names.get(key, key) for key in sorted(observed.case.removed)]
        if observed
        else [],
        "posts": [names.get(key, key) for key in observed.case.positions] if observed else [],
        "had": portfolio_rows(observed) if observed else (),
        "kinds_of_support": support_names(),
        "clients": client_rows(found),
        "statement": picture_of(found.statement, found.wish.day),
        "events": event_rows(found),
        "ranks": rank_rows(found, RANKS),
        "indicators": indicator_rows(projected) if projected else (),
        "fates": fate_shares(projected) if projected else (),
        "fate_colours": {fate: colour for fate, (colour, _) in FATES.items()},
        "paragraph": paragraph(projected) if projected else "",
        "closing": closing(projected) if projected else "",
        "percent": percent,
        "changes": change_rows(found.reload) if found.reload else (),
        "last_run": last_run(found.reload) if found.reload else "",
        "changed_run": changed_run(found.reload) if found.reload else "",
        "meaning": measure("betweenness").meaning,
        "words": scale_words(),
    }


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
