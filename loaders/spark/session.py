"""A Spark session with the Neo4j connector on its class path."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.errors import ProxygraphError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA_VERSIONS = (8, 11, 17)
"""Those that Spark 3.5 runs on."""


class SparkMissingError(ProxygraphError):
    """Spark cannot be had here; install what the message names, or leave out ``--engine spark``."""


@contextmanager
def spark_session(master: str | None, jars: tuple[Path, ...]) -> Iterator[SparkSession]:
    """Open a session, and close it where it was opened here.

    Parameters
    ----------
    master
        Spark's master, such as ``local[2]``; ``None`` to take what ``spark-submit`` says.
    jars
        The connector's jars.

    Raises
    ------
    SparkMissingError
        pyspark is not installed, or no Java that it runs on is found.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SparkMissingError(
            "pyspark is not installed; install proxygraph with it: pip install 'proxygraph[spark]'"
        ) from error
    is_submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not is_submitted:
        os.environ["JAVA_HOME"] = str(find_java())
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    before = SparkSession.getActiveSession()
    builder = (
        SparkSession.builder.appName("proxygraph reload")
        .config("spark.jars", ",".join(map(str, jars)))
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "5000")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if not is_submitted:
        builder = builder.config("spark.ui.enabled", "false")
    if master is not None:
        builder = builder.master(master)
    if master is not None and master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", "4")
    session = builder.getOrCreate()
    try:
        session.sparkContext.setLogLevel("ERROR")
        yield session
    finally:
        if before is None:
            session.stop()


def find_java() -> Path:
    """Find the home of a Java that Spark runs on: ``JAVA_HOME``, else ``java`` on the path.

    Raises
    ------
    SparkMissingError
        There is none.
    """
    named = os.environ.get("JAVA_HOME", "")
    candidates = [Path(named, "bin", "java")] if named else []
    on_path = shutil.which("java")
    candidates += [Path(on_path)] if on_path else []
    seen = []
    for program in candidates:
        version = java_major(program)
        if version in JAVA_VERSIONS:
            return program.resolve().parent.parent
        seen.append(f"{program} is Java {version}" if version else f"{program} does not run")
    raise SparkMissingError(
        f"Spark 3.5 needs Java 17 (or 8, 11): {'; '.join(seen) or 'no java is on the path'}; "
        "install one and name its folder in JAVA_HOME"
    )


def java_major(program: Path) -> int | None:
    """Ask a Java for its major version; ``None`` where it does not run."""
    try:
        done = subprocess.run(
            [str(program), "-version"], capture_output=True, text=True, timeout=60, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return major_of(done.stderr)


def major_of(words: str) -> int | None:
    """Read the major version out of what ``java -version`` says.

    Examples
    --------
    >>> major_of('openjdk version "17.0.12" 2024-07-16'), major_of('java version "1.8.0_401"')
    (17, 8)
    """
    found = re.search(r'version "(?:1\.)?(\d+)', words)
    return int(found.group(1)) if found else None
