"""What this user last wrote to a cluster, so that later readings, in other programs too, see it.

A cluster answers reads from followers, which lag behind. A bookmark names a write; a server that
is asked with it answers once it has that write. The latest are kept in a small file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from graphdb.errors import FileNotWrittenError
from graphdb.outfile import make_folder, write_whole
from graphdb.settings import Settings

ROUTED = ("neo4j", "neo4j+s", "neo4j+ssc")
"""Schemes of addresses whose transactions are routed to the servers of a cluster."""

FOLDER_VARIABLE = "PROXYGRAPH_STATE"
"""Environment variable that names the folder of these files; by default the user's usual one."""


def is_routed(settings: Settings) -> bool:
    """Tell whether transactions go to whichever server of a cluster may take them.

    Examples
    --------
    >>> [is_routed(Settings(f"{scheme}://db", "neo4j", "x")) for scheme in ("neo4j+s", "bolt")]
    [True, False]
    """
    return settings.uri.partition("://")[0] in ROUTED


def remembered(settings: Settings) -> list[str]:
    """Read the bookmarks of the latest write; none where there is no file, or it is broken."""
    if not is_routed(settings):
        return []
    try:
        found = json.loads(_file(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def remember(settings: Settings, bookmarks: Iterable[str]) -> None:
    """Keep the bookmarks of a write; where that can't be done, later readings may lag behind."""
    if not is_routed(settings):
        return
    path = _file(settings)
    with suppress(FileNotWrittenError):
        make_folder(path.parent, mode=0o700)
        write_whole(path, json.dumps(sorted(bookmarks)))


def _file(settings: Settings) -> Path:
    said = f"{settings.uri}\x1f{settings.database}"
    name = blake2b(said.encode(), digest_size=8).hexdigest()
    return _folder() / f"bookmarks-{name}.json"


def _folder() -> Path:
    named = os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return platformdirs.user_state_path("proxygraph", appauthor=False)
