"""What is remembered of a home's server between commands: its process and its ports."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from proxygraph.runtime.credentials import write_private
from proxygraph.runtime.home import Home
from proxygraph.runtime.ports import Ports


@dataclass(frozen=True)
class State:
    """The last start; ``pid`` is ``None`` once the server was stopped.

    ``created`` is the process's start in seconds since 1970, which tells it from a later process
    that was given the same pid. ``ready`` says that the server has answered a query.
    ``address`` is where this machine reaches it.
    """

    ports: Ports
    version: str
    pid: int | None = None
    created: float = 0.0
    ready: bool = False
    address: str = "127.0.0.1"

    def stopped(self) -> State:
        """Return the same without a process: the ports are kept for the next start."""
        return replace(self, pid=None, created=0.0, ready=False)


def read_state(home: Home) -> State | None:
    """Read what was remembered; ``None`` where there is nothing or it cannot be understood."""
    try:
        found = json.loads(home.state_file.read_text(encoding="utf-8"))
        return State(
            ports=Ports(int(found["ports"]["http"]), int(found["ports"]["bolt"])),
            version=str(found["version"]),
            pid=None if found["pid"] is None else int(found["pid"]),
            created=float(found["created"]),
            ready=bool(found["ready"]),
            address=str(found.get("address", "127.0.0.1")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(home: Home, state: State) -> None:
    """Remember the state, whole or not at all."""
    write_private(home.state_file, json.dumps(asdict(state), indent=2) + "\n")
