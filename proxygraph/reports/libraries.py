"""Libraries that run inside pages: fetched like the server's jars, by a lock, never copied here."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

from proxygraph.runtime.download import fetch_jars
from proxygraph.runtime.home import default_home
from proxygraph.runtime.lockfile import Jar, parse_lock

LOCK_NAME = "libraries.lock"
CYTOSCAPE = ("org.webjars.npm", "cytoscape")


def locked_libraries() -> tuple[Jar, ...]:
    """Every library that pages carry, with what its bytes have to be."""
    return parse_lock(files("proxygraph.reports").joinpath(LOCK_NAME).read_text("utf-8"))


def cytoscape(cache: Path | None = None) -> str:
    """Give the script of cytoscape, its licence in its first lines; from the network once.

    Parameters
    ----------
    cache
        Folder laid out like a Maven repository; that of the local server by default.

    Raises
    ------
    JarUnavailableError
        It is not here yet and cannot be fetched.
    """
    folder = default_home().cache if cache is None else cache
    jar = next(one for one in locked_libraries() if (one.group, one.artifact) == CYTOSCAPE)
    fetch_jars((jar,), folder, what="the library that draws networks")
    inside = f"META-INF/resources/webjars/{jar.artifact}/{jar.version}/dist/cytoscape.min.js"
    with ZipFile(folder / jar.path) as archive:
        return archive.read(inside).decode("utf-8")
