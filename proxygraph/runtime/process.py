"""The server's operating system process: found, started, stopped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

from graphdb.errors import NoServerError
from proxygraph.runtime import detach
from proxygraph.runtime.home import Home
from proxygraph.runtime.java import arguments_file, java_program
from proxygraph.runtime.state import State

if TYPE_CHECKING:
    import psutil

STOP_SECONDS = 180.0
SAME_MOMENT_SECONDS = 1.0
POLL_SECONDS = 0.05


def remembered_process(home: Home, state: State | None) -> psutil.Process | None:
    """Return the remembered process if it is still the server of this home.

    A pid alone is not believed, for the system gives it to another program in time: the process
    must have begun at the remembered moment and run on this home's argument file.
    """
    if state is None or state.pid is None:
        return None
    process = _process(state.pid)
    if process is None or abs(process.create_time() - state.created) > SAME_MOMENT_SECONDS:
        return None
    return process if serves(process, home) else None


def find_process(home: Home) -> psutil.Process | None:
    """Look among all processes for the server of this home.

    It finds the one whose starter was killed before it could remember anything, too.
    """
    import psutil

    return next((found for found in psutil.process_iter() if serves(found, home)), None)


def serves(process: psutil.Process, home: Home) -> bool:
    """Whether the process is a living server of this home."""
    import psutil

    try:
        return is_alive(process) and f"@{arguments_file(home)}" in process.cmdline()
    except psutil.Error:
        return False


def is_alive(process: psutil.Process) -> bool:
    """Whether the process still runs; a dead one that nobody has collected does not."""
    import psutil

    try:
        return process.is_running() and process.status() not in (
            psutil.STATUS_ZOMBIE,
            psutil.STATUS_DEAD,
        )
    except psutil.Error:
        return False


def listens(process: psutil.Process, port: int) -> bool:
    """Whether this very process, and not another program, answers at the port."""
    import psutil

    try:
        sockets = process.net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(s.status == psutil.CONN_LISTEN and s.laddr.port == port for s in sockets)


def start_process(home: Home) -> psutil.Process:
    """Start the server on the files already written; it goes on when this program ends.

    Raises
    ------
    NoServerError
        The program cannot be started, or was gone at once.
    """
    command = [str(java_program()), f"@{arguments_file(home)}"]
    launcher = [sys.executable, "-I", "-S", str(Path(detach.__file__))]
    done = subprocess.run(
        [*launcher, str(home.console_log), str(home.root), *command],
        env=java_environment(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NoServerError(f"Java cannot be started: {last_line}; see `proxygraph doctor`")
    started = _process(int(done.stdout))
    if started is None:
        raise NoServerError(f"the server ended at once; its output is in {home.console_log}")
    return started


def java_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Give Java a UTF-8 locale where there is none, as under cron: it reads paths by it.

    >>> java_environment({"LC_ALL": "C"})["LC_ALL"]
    'C.UTF-8'
    >>> java_environment({"LC_ALL": "", "LANG": "fa_IR.UTF-8"})
    {'LC_ALL': '', 'LANG': 'fa_IR.UTF-8'}
    """
    named = [environment.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    decisive = next(filter(None, named), "C")
    if re.search(r"utf-?8", decisive, re.IGNORECASE):
        return dict(environment)
    return {**environment, "LC_ALL": "C.UTF-8"}


def stop_process(process: psutil.Process, patience: float = STOP_SECONDS) -> bool:
    """Ask the process to end, and end it by force when it has not within ``patience`` seconds.

    Returns whether it ended by itself.
    """
    import psutil

    with suppress(psutil.NoSuchProcess):
        process.terminate()
        if _ends_within(process, patience):
            return True
        process.kill()
        _ends_within(process, patience)
    return False


def _ends_within(process: psutil.Process, seconds: float) -> bool:
    deadline = monotonic() + seconds
    while is_alive(process):
        if monotonic() > deadline:
            return False
        sleep(POLL_SECONDS)
    return True


def _process(pid: int) -> psutil.Process | None:
    import psutil

    try:
        return psutil.Process(pid)
    except psutil.NoSuchProcess:
        return None
