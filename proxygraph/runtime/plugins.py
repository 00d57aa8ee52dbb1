"""Graph Data Science's procedures, made known to the server.

Its jars are all on the class path, for the extension to load; but Neo4j looks for procedures only
in the jars of its ``plugins`` folder, so those that have any are linked there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from graphdb.outfile import make_folder, writing
from proxygraph.runtime.home import Home
from proxygraph.runtime.lockfile import GRAPH_DATA_SCIENCE, Jar


def has_procedures(jar: Jar) -> bool:
    """Whether the jar is one of GDS's ``proc-...`` jars: no other holds a procedure."""
    group, prefix = GRAPH_DATA_SCIENCE
    return jar.group == group and jar.artifact.startswith(f"{prefix}-")


def link_plugins(home: Home, jars: tuple[Jar, ...]) -> None:
    """Make the home's ``plugins`` folder hold the procedures' jars, and nothing else."""
    folder = home.root / "plugins"
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(folder, mode=0o700)
    for jar in filter(has_procedures, jars):
        _link(home.cache / jar.path, folder / jar.path.name)


def _link(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source)
    except OSError:
        with writing(target):
            shutil.copyfile(source, target)
