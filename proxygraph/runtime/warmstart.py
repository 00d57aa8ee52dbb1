"""Faster starts: what Java learnt from loading the server's classes (its AOT cache, JEP 514).

The file is made once, by a rehearsal, and used by every later start. Recording slows a server's
start and stop by half a minute, so no server that somebody waits for records. Java itself passes
over a file that does not fit.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from proxygraph.runtime.home import Home
from proxygraph.runtime.java import FLAGS, java_program
from proxygraph.runtime.lockfile import Jar

QUIET = "-Xlog:aot*=off"
"""Java warns of each class that it cannot keep; none of that is the user's business."""


def learnt_file(cache: Path, jars: tuple[Jar, ...]) -> Path:
    """Name the file that fits these very jars, this Java and these flags."""
    digest = hashlib.sha256("\n".join(FLAGS).encode())
    for path in (java_program(), *(cache / jar.path for jar in jars)):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return cache / f"neo4j-{digest.hexdigest()[:16]}.aot"


def warm_flags(home: Home, jars: tuple[Jar, ...]) -> tuple[str, ...]:
    """Give the flags by which Java uses the learnt file, where there is one."""
    learnt = learnt_file(home.cache, jars)
    return (QUIET, f"-XX:AOTCache={learnt}") if learnt.exists() else ()


def learning_flags(output: Path) -> tuple[str, ...]:
    """Give the flags by which Java writes what it learnt to a file, when the server stops."""
    return (QUIET, f"-XX:AOTCacheOutput={output}")


def keep(output: Path, cache: Path, jars: tuple[Jar, ...]) -> None:
    """Put a file just learnt beside the jars, in place of those that fitted others."""
    target = learnt_file(cache, jars)
    output.replace(target)
    for other in cache.glob("neo4j-*.aot"):
        if other != target:
            other.unlink(missing_ok=True)
