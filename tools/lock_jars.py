"""Resolve the server's jars with Maven and write ``proxygraph/runtime/jars.lock``.

For maintainers, on an upgrade: change a version below, run ``python tools/lock_jars.py``, run the
server tests. Needs ``mvn`` and Java 17 or later on the path; nobody who runs proxygraph does.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from proxygraph.runtime.lockfile import (
    BROWSER,
    GRAPH_DATA_SCIENCE,
    LOCK_NAME,
    SERVER,
    Jar,
    format_lock,
)

NEO4J_VERSION = "2026.08.1"
BROWSER_VERSION = "5.24.0"
GDS_VERSION = "2.26.0"

SERVER_ROOTS = (
    (*SERVER, NEO4J_VERSION),
    ("org.neo4j", "neo4j", NEO4J_VERSION),
    (*BROWSER, BROWSER_VERSION),
)
GDS_ROOTS = (
    (*GRAPH_DATA_SCIENCE, GDS_VERSION),
    ("org.neo4j.gds", "opengds-extension", GDS_VERSION),
)
LOCK_PATH = Path(__file__).parents[1] / "proxygraph" / "runtime" / LOCK_NAME
HEADING = f"""\
Written by tools/lock_jars.py; do not edit.
Neo4j Community {NEO4J_VERSION}, Neo4j Browser {BROWSER_VERSION}, Graph Data Science {GDS_VERSION}
group:artifact:version[:classifier] sha256 bytes, in the order of the class path"""


def main() -> None:
    """Write the lock and say how much it holds."""
    server = resolve(SERVER_ROOTS)
    jars = (*server, *without_known(resolve(GDS_ROOTS), server))
    LOCK_PATH.write_text(format_lock(jars, HEADING), encoding="utf-8")
    total = sum(jar.size for jar in jars) / 1e6
    print(f"{LOCK_PATH}: {len(jars)} jars, {total:.0f} MB")


def without_known(added: tuple[Jar, ...], known: tuple[Jar, ...]) -> tuple[Jar, ...]:
    """Leave out what the server already has, by group and artifact: its version is kept."""
    names = {(jar.group, jar.artifact) for jar in known}
    return tuple(jar for jar in added if (jar.group, jar.artifact) not in names)


def resolve(roots: tuple[tuple[str, str, str], ...]) -> tuple[Jar, ...]:
    """Ask Maven for the runtime closure of the roots, sorted by coordinate.

    Maven, not jgo: jgo 3.2.0 also takes test libraries (JUnit, Mockito) and other versions.
    """
    with tempfile.TemporaryDirectory() as folder:
        pom, listing = Path(folder, "pom.xml"), Path(folder, "jars.txt")
        pom.write_text(_pom(roots), encoding="utf-8")
        subprocess.run(
            [  # noqa: S607 -- mvn is the maintainer's own
                "mvn", "--batch-mode", "--quiet", "--file", str(pom), "dependency:list",
                "-DincludeScope=runtime", "-DoutputAbsoluteArtifactFilename=true",
                f"-DoutputFile={listing}",
            ],
            check=True,
        )  # fmt: skip
        lines = listing.read_text(encoding="utf-8").splitlines()
    return tuple(sorted(_measured(line.strip()) for line in lines if ":jar:" in line))


def _pom(roots: tuple[tuple[str, str, str], ...]) -> str:
    dependencies = "".join(
        f"<dependency><groupId>{escape(group)}</groupId><artifactId>{escape(artifact)}"
        f"</artifactId><version>{escape(version)}</version></dependency>"
        for group, artifact, version in roots
    )
    return (
        "<project><modelVersion>4.0.0</modelVersion><groupId>proxygraph</groupId>"
        "<artifactId>closure</artifactId><version>1</version>"
        f"<dependencies>{dependencies}</dependencies></project>"
    )


def _measured(line: str) -> Jar:
    """Turn ``group:artifact:jar[:classifier]:version:scope:file`` into a jar with its digest."""
    group, artifact, _, *classifier, version, _, location = line.split(" -- ")[0].split(":")
    content = Path(location).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return Jar(group, artifact, version, "".join(classifier), digest, len(content))


if __name__ == "__main__":
    main()
