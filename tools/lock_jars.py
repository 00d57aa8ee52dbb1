"""Resolve the servers' jars with Maven and write their locks.

The server that proxygraph runs: ``proxygraph/runtime/jars.lock``. The long-term release, which
``make test-matrix`` runs the server tests on: ``tests/matrix/jars-lts.lock``.

For maintainers, on an upgrade: change a version below, run ``python -m tools.lock_jars current``
(or ``lts``), run the server tests. Needs ``mvn`` and Java 17 or later on the
path; nobody who runs proxygraph does.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from dataclasses import dataclass
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

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Release:
    """One server to lock: its versions, and where its lock is."""

    neo4j: str
    browser: str
    gds: str
    lock: Path

    @property
    def server_roots(self) -> tuple[tuple[str, str, str], ...]:
        """Coordinates from which the server's jars follow."""
        return (
            (*SERVER, self.neo4j),
            ("org.neo4j", "neo4j", self.neo4j),
            (*BROWSER, self.browser),
        )

    @property
    def gds_roots(self) -> tuple[tuple[str, str, str], ...]:
        """Coordinates from which Graph Data Science's jars follow."""
        return (
            (*GRAPH_DATA_SCIENCE, self.gds),
            ("org.neo4j.gds", "opengds-extension", self.gds),
        )

    @property
    def heading(self) -> str:
        """First lines of the lock."""
        return (
            "Written by tools/lock_jars.py; do not edit.\n"
            f"Neo4j Community {self.neo4j}, Neo4j Browser {self.browser}, "
            f"Graph Data Science {self.gds}\n"
            "group:artifact:version[:classifier] sha256 bytes, in the order of the class path"
        )


RELEASES = {
    "current": Release(
        "2026.08.1", "5.24.0", "2.26.0", ROOT / "proxygraph" / "runtime" / LOCK_NAME
    ),
    "lts": Release("5.26.30", "5.24.0", "2.13.9", ROOT / "tests" / "matrix" / "jars-lts.lock"),
}


def main(names: list[str]) -> None:
    """Write the named locks and say how much they hold."""
    for release in (RELEASES[name] for name in names):
        server = resolve(release.server_roots)
        jars = (*server, *without_known(resolve(release.gds_roots), server))
        release.lock.write_text(format_lock(jars, release.heading), encoding="utf-8")
        total = sum(jar.size for jar in jars) / 1e6
        print(f"{release.lock}: {len(jars)} jars, {total:.0f} MB")


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
    main(sys.argv[1:] or list(RELEASES))
