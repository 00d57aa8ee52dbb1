"""The committed list of the jars that make up the server: coordinates, sizes and digests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath

LOCK_NAME = "jars.lock"
SPARK_LOCK_NAME = "spark.lock"
OTHER_LOCK = "PROXYGRAPH_JARS_LOCK"
SERVER = ("org.neo4j.app", "neo4j-server")
BROWSER = ("org.neo4j.client", "neo4j-browser")
GRAPH_DATA_SCIENCE = ("org.neo4j.gds", "proc")


@dataclass(frozen=True, order=True)
class Jar:
    """One jar: its Maven coordinate, and what its bytes have to be.

    Examples
    --------
    >>> jar = Jar("org.neo4j", "neo4j-values", "2026.08.1", "", "00ff", 12)
    >>> str(jar.path)
    'org/neo4j/neo4j-values/2026.08.1/neo4j-values-2026.08.1.jar'
    >>> jar.coordinate
    'org.neo4j:neo4j-values:2026.08.1'
    """

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def coordinate(self) -> str:
        """``group:artifact:version``, and ``:classifier`` where there is one."""
        parts = [self.group, self.artifact, self.version, self.classifier]
        return ":".join(part for part in parts if part)

    @property
    def path(self) -> PurePosixPath:
        """Place in a Maven repository, so that two groups' jars of one name never clash."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        name = f"{self.artifact}-{self.version}{suffix}.jar"
        return PurePosixPath(*self.group.split("."), self.artifact, self.version, name)


@dataclass(frozen=True)
class Versions:
    """What this release of proxygraph runs."""

    neo4j: str
    gds: str
    browser: str


def parse_lock(text: str) -> tuple[Jar, ...]:
    """Read ``coordinate sha256 size`` lines; ``#`` starts a comment line.

    Raises
    ------
    ValueError
        A line has another shape; the message names it.
    """
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return tuple(
        _parse_line(number, line) for number, line in lines if line and not line.startswith("#")
    )


def format_lock(jars: tuple[Jar, ...], heading: str) -> str:
    """Write what :func:`parse_lock` reads, jars in the given order (that of the class path)."""
    comments = [f"# {line}" for line in heading.splitlines()]
    rows = [f"{jar.coordinate} {jar.sha256} {jar.size}" for jar in jars]
    return "\n".join([*comments, *rows]) + "\n"


def locked_jars() -> tuple[Jar, ...]:
    """Every jar of the server, in the order of the class path.

    ``PROXYGRAPH_JARS_LOCK`` names another lock than the program's own: the tests of other versions
    of Neo4j do.
    """
    return _read_lock(os.environ.get(OTHER_LOCK, "").strip())


@cache
def _read_lock(other: str) -> tuple[Jar, ...]:
    own = files("proxygraph.runtime").joinpath(LOCK_NAME)
    return parse_lock((Path(other) if other else own).read_text("utf-8"))


@cache
def locked_spark_jars() -> tuple[Jar, ...]:
    """Name the connector by which Spark writes to Neo4j; it holds all that it needs."""
    return parse_lock(files("proxygraph.runtime").joinpath(SPARK_LOCK_NAME).read_text("utf-8"))


def locked_versions() -> Versions:
    """Tell the versions of Neo4j, Graph Data Science and Browser that the lock names."""
    by_name = {(jar.group, jar.artifact): jar.version for jar in locked_jars()}
    return Versions(by_name[SERVER], by_name[GRAPH_DATA_SCIENCE], by_name[BROWSER])


def is_version_5(jars: tuple[Jar, ...]) -> bool:
    """Whether these are the jars of the long-term release, Neo4j 5.26."""
    return any((jar.group, jar.artifact) == SERVER and jar.version[:2] == "5." for jar in jars)


def _parse_line(number: int, line: str) -> Jar:
    try:
        coordinate, sha256, size = line.split(" ")
        group, artifact, version, *classifier = coordinate.split(":")
        (classifier_text,) = classifier or [""]
        return Jar(group, artifact, version, classifier_text, sha256, int(size))
    except ValueError as error:
        raise ValueError(f"line {number} of the jar lock is not a jar: {line!r}") from error
