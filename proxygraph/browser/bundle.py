"""Neo4j Browser from its jar, with this project's pages in it, as the server serves it.

The server serves ``web/neo4j-browser.zip`` of its home in place of the Browser in its jars. The zip
is made on the user's machine; nothing of Browser is part of this project.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from graphdb.errors import ProxygraphError
from graphdb.outfile import make_folder, whole_path
from proxygraph.browser.guide import guide, page, query_names
from proxygraph.browser.queries import SAVED_AS, documents, queries
from proxygraph.browser.style import grass, rules
from proxygraph.runtime.home import Home
from proxygraph.runtime.lockfile import BROWSER, Jar, locked_jars

ROOT = "browser/"
INDEX = f"{ROOT}index.html"
FOLDER = f"{ROOT}proxygraph/"
START_PAGE = "browser/proxygraph/start.html"
GUIDE = "browser/proxygraph/guide.html"
"""Paths below the server's address."""

_BODY = "<body>"
_SETUP = '<script src="proxygraph/data.js"></script><script src="proxygraph/setup.js"></script>'
_LEVEL = 1
_RECIPE = 2
"""Counts the ways in which the zip has been made; a home's is made again when it grows."""
_DATE = (1980, 1, 1, 0, 0, 0)


class BrowserChangedError(ProxygraphError):
    """Browser is not built as expected; use the version that proxygraph's lock names."""


def browser_jar() -> Jar:
    """Find Browser in the lock."""
    return next(jar for jar in locked_jars() if (jar.group, jar.artifact) == BROWSER)


def web_file(home: Home) -> Path:
    """Tell where the server of a home looks for its own Browser."""
    return home.root / "web" / "neo4j-browser.zip"


def pages() -> dict[str, str]:
    """Write the project's own pages: name → text."""
    return {
        "data.js": _data(),
        "setup.js": page("setup.js"),
        "start.html": page("start.html"),
        "start.js": page("start.js"),
        "guide.html": guide(),
        "style.grass": grass(rules()),
    }


def prepare_browser(home: Home) -> bool:
    """Write the Browser of a home, unless what is there was made of the same parts.

    Returns whether it was written. The jar has to be in the home's cache.
    """
    target, jar, own = web_file(home), browser_jar(), pages()
    made_of = _digest(jar, own)
    if _comment(target) == made_of:
        return False
    make_folder(target.parent, mode=0o700)
    write_browser(home.cache / jar.path, own, target, made_of)
    return True


def write_browser(jar: Path, own: dict[str, str], target: Path, comment: bytes = b"") -> None:
    """Write Browser's files and the project's own pages into a zip, whole or not at all.

    Raises
    ------
    BrowserChangedError
        Browser's first page is not where, or not what, it was.
    """
    with (
        whole_path(target) as part,
        ZipFile(jar) as source,
        ZipFile(part, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as made,
    ):
        for entry in source.infolist():  # The server wants browser/ to be the first entry.
            if entry.filename.startswith(ROOT):
                made.writestr(_entry(entry.filename), _changed(entry, source), ZIP_DEFLATED)
        made.writestr(_entry(FOLDER), b"")  # Without it the server cannot unpack the rest.
        for name, text in own.items():
            made.writestr(_entry(FOLDER + name), text.encode(), ZIP_DEFLATED)
        if INDEX not in made.namelist():
            raise BrowserChangedError(f"{jar} has no {INDEX}")
        made.comment = comment


def _changed(entry: ZipInfo, source: ZipFile) -> bytes:
    content = source.read(entry)
    if entry.filename != INDEX:
        return content
    text = content.decode()
    if text.count(_BODY) != 1:
        raise BrowserChangedError(f"{INDEX} of Neo4j Browser has not one {_BODY}")
    return text.replace(_BODY, _BODY + _SETUP).encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _DATE)
    entry.external_attr = (0o40755 if name.endswith("/") else 0o100644) << 16
    return entry


def _data() -> str:
    """Give what the set-up script puts into Browser's own storage."""
    saved = documents(queries(query_names()))
    data = {
        "grass": rules(),
        "documents": saved,
        "folder": {"id": SAVED_AS, "name": SAVED_AS},
    }
    data["version"] = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]
    return f"window.proxygraph = {json.dumps(data, indent=1)};\n"


def _digest(jar: Jar, own: dict[str, str]) -> bytes:
    parts = json.dumps([_RECIPE, jar.sha256, _SETUP, own], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest().encode()


def _comment(path: Path) -> bytes:
    try:
        with ZipFile(path) as found:
            return found.comment
    except (OSError, BadZipFile):
        return b""
