"""The interactive map: one HTML file, opened without a network."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from analytics.territory.moments import Moments
from proxygraph.reports.secured import inline, policy
from proxygraph.reports.territory.document import document


def page(found: Moments) -> str:
    """Write the page, with all that it shows and runs inside.

    Names come from sources and are never trusted: they reach the page as data, in which ``<`` is
    written as an escape, and the script sets them as text. A content security policy allows this
    script and this style by their hashes, and nothing from anywhere else.
    """
    style, script = assets()
    return Template(_asset("page.html")).substitute(
        policy=policy([script], [style]),
        style=style,
        script=script,
        data=inline(document(found)),
    )


def assets() -> tuple[str, str]:
    """Give the style and the script of the page, which a page around it has to allow too."""
    return _asset("page.css"), _asset("page.js")


def _asset(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
