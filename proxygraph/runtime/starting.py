"""One start of the server: its files written, its process begun, its answer awaited."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic, sleep
from typing import TYPE_CHECKING

from graphdb.errors import NoServerError, ProxygraphError
from graphdb.outfile import make_folder, writing
from graphdb.settings import Settings
from proxygraph.browser.bundle import prepare_browser
from proxygraph.runtime.ask import server_version
from proxygraph.runtime.complaints import complaints, java_crashed, port_was_taken
from proxygraph.runtime.configuration import write_configuration
from proxygraph.runtime.credentials import USERNAME, password_of, prepare_password
from proxygraph.runtime.download import fetch_jars
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import write_arguments
from proxygraph.runtime.listening import Listening, check_listening
from proxygraph.runtime.lockfile import locked_jars, locked_versions
from proxygraph.runtime.memory import server_memory
from proxygraph.runtime.plugins import link_plugins
from proxygraph.runtime.ports import Ports, choose_ports
from proxygraph.runtime.process import is_alive, listens, start_process, stop_process
from proxygraph.runtime.progress import waiting
from proxygraph.runtime.state import State, write_state
from proxygraph.runtime.storeswap import undo_unfinished_swap
from proxygraph.runtime.warmstart import learnt_file, warm_flags

if TYPE_CHECKING:
    import psutil

START_SECONDS = 300.0
POLL_SECONDS = 0.2
REFUSED_PASSWORD = "Neo.ClientError.Security.Unauthorized"  # noqa: S105 -- an error code
STARTS = 3
"""How often a start is tried again with other ports, when a chosen one was taken meanwhile."""


def start_fresh(
    home: Home,
    last: State | None,
    flags: tuple[str, ...] | None = None,
    listening: Listening | None = None,
) -> Settings:
    """Start a server where none runs; the caller holds the home's lock.

    Parameters
    ----------
    home
        Its folders exist.
    last
        The last start, whose ports are taken again where they are free.
    flags
        More flags for Java, by default those of :func:`warm_flags`.
    listening
        Where it listens, by default at loopback only.

    Raises
    ------
    NoServerError
        It cannot be fetched, or did not start; the message has the server's own words.
    """
    with writing(home.data):
        undo_unfinished_swap(home)
    jars = locked_jars()
    fetch_jars(jars, home.cache)
    link_plugins(home, jars)
    at = listening or Listening()
    check_listening(home, at)
    prepare_browser(home)
    _empty_temporary(home)
    prepare_password(home)
    memory = server_memory()
    ports = last.ports if last else None
    for attempt in range(1, STARTS + 1):
        ports = choose_ports(ports)
        write_arguments(home, jars, memory, warm_flags(home, jars) if flags is None else flags)
        write_configuration(home, ports, memory, at)
        try:
            return _start_once(home, ports, at)
        except NoServerError:
            broken = java_crashed(home)
            if broken:
                learnt_file(home.cache, jars).unlink(missing_ok=True)
            if attempt == STARTS or not (broken or port_was_taken(home)):
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _empty_temporary(home: Home) -> None:
    """Take away what a killed server left: each unpacks Browser (46 MB) and is asked to tidy up."""
    shutil.rmtree(home.temporary, ignore_errors=True)
    make_folder(home.temporary, mode=0o700)


def _start_once(home: Home, ports: Ports, at: Listening) -> Settings:
    process = start_process(home)
    version, created = locked_versions().neo4j, process.create_time()
    state = State(ports, version, process.pid, created, address=at.connect_to)
    write_state(home, state)
    return await_ready(home, state, process)


def await_ready(home: Home, state: State, process: psutil.Process) -> Settings:
    """Wait until the server answers a query; end it where it does not in ``START_SECONDS``."""
    settings = settings_of(home, state)
    deadline = monotonic() + START_SECONDS
    with _ended_unless_ready(process), waiting(f"Starting Neo4j {state.version}"):
        while not (listens(process, state.ports.bolt) and _answers(settings, home)):
            if not is_alive(process):
                raise _failed_start(home, "Neo4j stopped while starting")
            if monotonic() > deadline:
                seconds = f"{START_SECONDS:.0f} seconds"
                raise _failed_start(home, f"Neo4j did not answer within {seconds}")
            sleep(POLL_SECONDS)
    write_state(home, replace(state, ready=True))
    return settings


def _answers(settings: Settings, home: Home) -> bool:
    try:
        server_version(settings)
    except ProxygraphError as error:
        if getattr(error.__cause__, "code", None) == REFUSED_PASSWORD:
            raise NoServerError(
                f"{error}. If the password was changed, write the new one to {home.password_file}"
            ) from error
        return False
    return True


def _failed_start(home: Home, what: str) -> NoServerError:
    said = "\n".join(f"  {line}" for line in complaints(home)) or "  (nothing)"
    return NoServerError(
        f"{what}. It said:\n{said}\n"
        f"All of it is in {home.console_log} and {home.logs / 'debug.log'}. "
        "`proxygraph doctor` looks for the usual causes; PROXYGRAPH_HEAP and "
        "PROXYGRAPH_PAGECACHE set its memory."
    )


@contextmanager
def _ended_unless_ready(process: psutil.Process) -> Iterator[None]:
    """Leave no half-started server behind, whatever ends the wait (Ctrl-C too)."""
    ready = False
    try:
        yield
        ready = True
    finally:
        if not ready:
            stop_process(process, patience=10.0)


def settings_of(home: Home, state: State) -> Settings:
    """Tell how to reach the server that this state is of."""
    return Settings(
        uri=f"bolt://{state.address}:{state.ports.bolt}",
        username=USERNAME,
        password=password_of(home),
        origin=f"local server at {home.root}",
    )
