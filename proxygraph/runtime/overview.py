"""Which server is in use, and whether it answers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphdb.environment import NAMES, environment
from graphdb.errors import NoServerError, ProxygraphError
from graphdb.settings import Settings, settings_from_environment
from proxygraph.runtime.ask import GraphFacts, graph_facts, server_version
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ServerStatus, running_settings, server_status


@dataclass(frozen=True)
class Overview:
    """The server that commands work on.

    ``local`` is ``None`` where ``NEO4J_URI`` names another one. ``settings`` is ``None`` where the
    local one is not running. ``version`` is empty, and ``problem`` says why, where none answers.
    ``facts`` say what is in it. ``set_by`` are the names that somebody has set, and where.
    """

    local: ServerStatus | None
    settings: Settings | None
    version: str = ""
    problem: str = ""
    facts: GraphFacts | None = None
    set_by: tuple[tuple[str, str], ...] = ()

    @property
    def answers(self) -> bool:
        """Whether the server answered a query just now."""
        return bool(self.version)


def overview(home: Home | None = None) -> Overview:
    """Look at the server that commands work on; nothing is started.

    Raises
    ------
    NoServerError
        ``NEO4J_URI`` is set without a usable password.
    """
    return replace(_overview(home), set_by=_set_by())


def _set_by() -> tuple[tuple[str, str], ...]:
    found = environment()
    return tuple((name, found.origin(name)) for name in NAMES if name in found)


def _overview(home: Home | None) -> Overview:
    named = settings_from_environment()
    if named is not None:
        return _asked(None, named)
    home = home or default_home()
    status = server_status(home)
    try:
        return _asked(status, running_settings(home))
    except NoServerError as error:
        return Overview(status, None, problem=str(error))


def _asked(local: ServerStatus | None, settings: Settings) -> Overview:
    try:
        version, facts = server_version(settings), graph_facts(settings)
        return Overview(local, settings, version=version, facts=facts)
    except ProxygraphError as error:
        return Overview(local, settings, problem=" ".join(str(error).split()))
