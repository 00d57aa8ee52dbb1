"""What may keep the server from working, each finding with what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from graphdb.environment import environment
from proxygraph.runtime import machine_checks, server_checks
from proxygraph.runtime.finding import Check
from proxygraph.runtime.home import Home, default_home


def diagnose(home: Home | None = None) -> tuple[Check, ...]:
    """Run every check, without starting or changing anything.

    Those of the local server are left out where ``NEO4J_URI`` names another one.

    Examples
    --------
    >>> from proxygraph.runtime.finding import Outcome
    >>> {check.outcome for check in diagnose()} <= set(Outcome)
    True
    """
    home = home or default_home()
    everywhere: tuple[Callable[[Home], Check], ...] = (
        machine_checks.python,
        machine_checks.modules,
    )
    local_only = (
        machine_checks.java,
        machine_checks.memory,
        machine_checks.disk,
        server_checks.jars,
        server_checks.password,
        server_checks.ports,
    )
    any_server = (server_checks.server, server_checks.graph_data_science)
    local = () if environment().get("NEO4J_URI", "").strip() else local_only
    return tuple(check(home) for check in (*everywhere, *local, *any_server))
