"""One Neo4j on this machine: started when needed, found when running, stopped on demand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import time

from graphdb.errors import NoServerError
from graphdb.settings import Settings
from proxygraph.browser.address import handover_file
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.listening import Listening
from proxygraph.runtime.lockfile import Versions, locked_versions
from proxygraph.runtime.locking import start_lock
from proxygraph.runtime.process import find_process, remembered_process, stop_process
from proxygraph.runtime.progress import waiting
from proxygraph.runtime.starting import await_ready, settings_of, start_fresh
from proxygraph.runtime.state import read_state, write_state


@dataclass(frozen=True)
class ServerStatus:
    """Whether the local server runs, and where.

    ``uptime`` is in seconds, 0 when it does not run; ``ready`` says that it has answered a query
    since its start; the ports are those of the last start, ``None`` before the first one;
    ``versions`` are those that this proxygraph starts.
    """

    running: bool
    ready: bool
    home: Home
    versions: Versions
    pid: int | None = None
    http_port: int | None = None
    bolt_port: int | None = None
    uptime: float = 0.0


def ensure_server(home: Home | None = None, listening: Listening | None = None) -> Settings:
    """Return how to reach the local server, having started it where it was not running.

    The first start fetches the jars and takes about a minute; several programs may ask at once.

    Raises
    ------
    NoServerError
        It cannot be fetched, or did not start; the message has the server's own words.
    """
    home = home or default_home()
    state = read_state(home)
    if state is not None and state.ready and remembered_process(home, state):
        return settings_of(home, state)
    home.create()
    with start_lock(home):
        state = read_state(home)
        process = remembered_process(home, state)
        if state is not None and process is not None:
            if state.ready:
                return settings_of(home, state)
            return await_ready(home, state, process)
        stranded = find_process(home)
        if stranded is not None:
            stop_process(stranded)
        return start_fresh(home, state, listening=listening)


def restarted_around(home: Home, work: Callable[[], None]) -> Settings:
    """Stop the local server, do some work on its files, and start it again, whatever comes of it.

    Parameters
    ----------
    home
        Its server may run or not; nobody else can start it meanwhile.
    work
        What to do; its error is raised once the server runs again.

    Raises
    ------
    NoServerError
        The server did not start again; the message has its own words.
    """
    with start_lock(home):
        state = read_state(home)
        process = remembered_process(home, state) or find_process(home)
        if state is not None:
            write_state(home, state.stopped())
        if process is not None:
            stop_process(process)
        try:
            work()
        except BaseException:
            start_fresh(home, read_state(home))
            raise
        return start_fresh(home, read_state(home))


def running_settings(home: Home | None = None) -> Settings:
    """Return how to reach the local server, which has to be running.

    Raises
    ------
    NoServerError
        It is not running.
    """
    home = home or default_home()
    state = read_state(home)
    if state is None or not state.ready or not remembered_process(home, state):
        raise NoServerError("no Neo4j is running: run `proxygraph up`, or set NEO4J_URI")
    return settings_of(home, state)


def stop_server(home: Home | None = None) -> bool:
    """Stop the local server; ``False`` where none was running. Data and password stay."""
    home = home or default_home()
    if not home.run.is_dir():
        return False
    with start_lock(home):
        return stop_held(home)


def stop_held(home: Home) -> bool:
    """Do as :func:`stop_server`, for a caller that holds the home's lock."""
    state = read_state(home)
    process = remembered_process(home, state) or find_process(home)
    handover_file(home).unlink(missing_ok=True)
    if state is not None:
        write_state(home, state.stopped())
    if process is not None:
        with waiting("Stopping Neo4j"):
            stop_process(process)
    return process is not None


def server_status(home: Home | None = None) -> ServerStatus:
    """Say whether the local server runs, without touching it."""
    home = home or default_home()
    state = read_state(home)
    remembered = remembered_process(home, state)
    process = remembered or find_process(home)
    return ServerStatus(
        running=process is not None,
        ready=state is not None and remembered is not None and state.ready,
        home=home,
        versions=locked_versions(),
        pid=process.pid if process else None,
        http_port=state.ports.http if state else None,
        bolt_port=state.ports.bolt if state else None,
        uptime=max(0.0, time() - process.create_time()) if process else 0.0,
    )
