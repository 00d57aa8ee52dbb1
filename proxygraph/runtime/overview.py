"""Which server is in use, and whether it answers."""

from __future__ import annotations

from dataclasses import dataclass

from graphdb.errors import NoServerError, ProxygraphError
from graphdb.settings import Settings, settings_from_environment
from proxygraph.runtime.ask import server_version
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ServerStatus, running_settings, server_status


@dataclass(frozen=True)
class Overview:
    """The server that commands work on.

    ``local`` is ``None`` where ``NEO4J_URI`` names another one. ``settings`` is ``None`` where the
    local one is not running. ``version`` is empty, and ``problem`` says why, where none answers.
    """

    local: ServerStatus | None
    settings: Settings | None
    version: str = ""
    problem: str = ""

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
        return Overview(local, settings, version=server_version(settings))
    except ProxygraphError as error:
        return Overview(local, settings, problem=" ".join(str(error).split()))
