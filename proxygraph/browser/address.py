"""The addresses that open Browser, and a file that hands over the password unseen."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from graphdb.settings import Settings
from proxygraph.browser.bundle import START_PAGE
from proxygraph.runtime.credentials import write_private
from proxygraph.runtime.home import Home

_HANDOVER = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>proxygraph</title>
</head>
<body>
<p><a href="{link}">Open Neo4j Browser</a></p>
<script>location.replace({address});</script>
</body>
</html>
"""


def start_address(http_port: int) -> str:
    """Tell the start page's address: style, saved queries, guide; it asks for the password."""
    return f"http://localhost:{http_port}/{START_PAGE}"


def connected_address(http_port: int, settings: Settings) -> str:
    """Tell the address that opens Browser connected: it has the password in its fragment.

    No browser sends a fragment to a server. Keep the address to yourself all the same.

    Examples
    --------
    >>> connected_address(7474, Settings("bolt://127.0.0.1:7687", "neo4j", "a+b c"))
    'http://localhost:7474/browser/proxygraph/start.html#user=neo4j&password=a%2Bb+c'
    """
    given = urlencode({"user": settings.username, "password": settings.password})
    return f"{start_address(http_port)}#{given}"


def handover_file(home: Home) -> Path:
    """Tell where the page is that hands the password over."""
    return home.run / "browser.html"


def write_handover(home: Home, http_port: int, settings: Settings) -> Path:
    """Write a page that only its owner can read and that leads on to the connected Browser.

    A browser gets the page's address as an argument, which other users of the machine can see;
    the password is inside.
    """
    address = connected_address(http_port, settings)
    target = handover_file(home)
    text = _HANDOVER.format(
        link=escape(address), address=json.dumps(address).replace("<", "\\u003c")
    )
    write_private(target, text)
    return target
