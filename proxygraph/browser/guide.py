"""The guide: slides of a page, with the queries of ``cypher/explore`` filled in.

The page marks the place of a query by its name: ``{{explore/corridor}}``.
"""

from __future__ import annotations

import re
from html import escape
from importlib.resources import files

from proxygraph.browser.queries import code, query

COMMAND = ":"
"""With it begins what Browser runs itself, without the server."""

_MARK = re.compile(r"\{\{(explore/\w+)\}\}")


def page(name: str) -> str:
    """Read one of the pages that come with the package."""
    return files("proxygraph.browser").joinpath("pages", name).read_text(encoding="utf-8")


def query_names() -> tuple[str, ...]:
    """Name the statements that the guide shows, in its order."""
    return tuple(_MARK.findall(page("guide.html")))


def guide() -> str:
    """Write the guide as the HTML page that Browser's ``:guide`` reads.

    Raises
    ------
    UnknownNameError
        A slide names a query that does not exist.
    """
    return _MARK.sub(_runnable, page("guide.html"))


def _runnable(mark: re.Match[str]) -> str:
    found = query(mark.group(1))
    return (
        f"<h4>{escape(found.title)}</h4>\n"
        f'<pre class="pre-scrollable code runnable">{escape(code(found))}</pre>'
    )
