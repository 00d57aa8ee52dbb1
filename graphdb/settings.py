"""Which server to talk to: the one named by the environment, else the caller's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from graphdb.environment import THE_ENVIRONMENT, Environment
from graphdb.environment import environment as gathered
from graphdb.errors import NoServerError
from graphdb.textfiles import first_line


@dataclass(frozen=True)
class Settings:
    """How to reach one Neo4j database; the password never shows in a ``repr``."""

    uri: str
    username: str
    password: str = field(repr=False)
    database: str = "neo4j"
    origin: str = "NEO4J_URI"

    def __post_init__(self) -> None:
        """Take a password out of the address, which is shown and told."""
        bare, user, password = _apart(self.uri)
        object.__setattr__(self, "uri", bare)
        if password and not self.password:
            object.__setattr__(self, "username", user or self.username)
            object.__setattr__(self, "password", password)


def _apart(uri: str) -> tuple[str, str, str]:
    """Part an address from the user and password in it.

    >>> _apart("bolt://neo4j:p%40ss@db:7687")
    ('bolt://db:7687', 'neo4j', 'p@ss')
    """
    scheme, mark, rest = uri.rpartition("://")
    place, slash, path = rest.partition("/")
    if "@" not in place:
        return uri, "", ""
    said, _, host = place.rpartition("@")
    user, _, password = said.partition(":")
    return f"{scheme}{mark}{host}{slash}{path}", unquote(user), unquote(password)


def settings_from_environment(environment: Mapping[str, str] | None = None) -> Settings | None:
    """Read ``NEO4J_URI`` and its companions; ``None`` where no server of one's own is named.

    Parameters
    ----------
    environment
        Names to values, by default those of :func:`graphdb.environment.environment`. Read are
        ``NEO4J_URI``, ``NEO4J_USERNAME`` (``neo4j`` by default), ``NEO4J_PASSWORD`` or
        ``NEO4J_PASSWORD_FILE`` (first line of that file), and ``NEO4J_DATABASE`` (``neo4j`` by
        default).

    Raises
    ------
    NoServerError
        A server is named without a password, or its password file cannot be read.

    Examples
    --------
    >>> settings_from_environment({}) is None
    True
    >>> settings_from_environment({"NEO4J_URI": "bolt://db:7687", "NEO4J_PASSWORD": "x"}).username
    'neo4j'
    """
    env = gathered() if environment is None else environment
    uri = env.get("NEO4J_URI", "").strip()
    if not uri:
        return None
    return Settings(
        uri=uri,
        username=env.get("NEO4J_USERNAME") or "neo4j",
        password=_password(env, in_address=bool(_apart(uri)[2])),
        database=env.get("NEO4J_DATABASE") or "neo4j",
        origin=_origin(env),
    )


def _origin(env: Mapping[str, str]) -> str:
    said = env.origin("NEO4J_URI") if isinstance(env, Environment) else THE_ENVIRONMENT
    return "NEO4J_URI" if said == THE_ENVIRONMENT else f"NEO4J_URI in {said}"


def _password(env: Mapping[str, str], *, in_address: bool) -> str:
    if env.get("NEO4J_PASSWORD"):
        return env["NEO4J_PASSWORD"]
    path = env.get("NEO4J_PASSWORD_FILE")
    if not path and in_address:
        return ""
    if not path:
        raise NoServerError(
            "NEO4J_URI is set without a password: set NEO4J_PASSWORD or NEO4J_PASSWORD_FILE"
        )
    try:
        return first_line(Path(path))
    except (OSError, ValueError) as error:
        raise NoServerError(f"NEO4J_PASSWORD_FILE={path} cannot be read: {error}") from error
