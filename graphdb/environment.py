"""Where a setting comes from: the environment, else ``.env``, else a file, else the program.

Names are the same everywhere (``NEO4J_URI``); the first place that sets one wins.
"""

from __future__ import annotations

import io
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from graphdb.errors import SettingsError
from graphdb.textfiles import text_of

NAMES = (
    "NEO4J_URI",
    "NEO4J_USERNAME",
    "NEO4J_PASSWORD",
    "NEO4J_PASSWORD_FILE",
    "NEO4J_DATABASE",
    "PROXYGRAPH_HOME",
    "PROXYGRAPH_CACHE",
    "PROXYGRAPH_HEAP",
    "PROXYGRAPH_PAGECACHE",
    "PROXYGRAPH_MAVEN_URL",
    "PROXYGRAPH_DECISIONS",
)
"""Everything that can be set; other names in ``.env`` belong to other programs."""

CONFIG_VARIABLE = "PROXYGRAPH_CONFIG"
"""Names the settings file; only the environment can."""

DOTENV = ".env"
"""The file in the current folder."""

THE_ENVIRONMENT = "the environment"


@dataclass(frozen=True)
class Setting:
    """A value and who set it: ``the environment``, or the file."""

    value: str
    origin: str


class Environment(Mapping[str, str]):
    """Values by name, from all places, as ``os.environ`` would give them."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self.settings = dict(settings)

    def __getitem__(self, name: str) -> str:
        return self.settings[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def __len__(self) -> int:
        return len(self.settings)

    def origin(self, name: str) -> str:
        """Who set this name; empty where nobody did."""
        found = self.settings.get(name)
        return found.origin if found else ""


def environment(
    variables: Mapping[str, str] | None = None, folder: Path | None = None
) -> Environment:
    """Gather the settings from the environment, ``.env`` and the settings file, in this order.

    Parameters
    ----------
    variables
        The environment, ``os.environ`` by default.
    folder
        Where ``.env`` is looked for, the current folder by default; its parents are not.

    Raises
    ------
    SettingsError
        A file cannot be read, or the settings file sets what does not exist.

    Notes
    -----
    The settings file is TOML, one ``NAME = "value"`` a line: that which ``PROXYGRAPH_CONFIG``
    names, else ``proxygraph/config.toml`` in the user's folder of settings. An address takes its
    password from the same place as itself or from a place before it, never from one after it: a
    ``.env`` that names another server is not given the password of the settings file.

    Examples
    --------
    >>> found = environment({"NEO4J_URI": "bolt://db:7687", "PROXYGRAPH_CONFIG": "/dev/null"})
    >>> found["NEO4J_URI"], found.origin("NEO4J_URI")
    ('bolt://db:7687', 'the environment')
    """
    env = os.environ if variables is None else variables
    places = (
        {name: Setting(env[name], THE_ENVIRONMENT) for name in NAMES if env.get(name)},
        _from_dotenv((folder or Path()) / DOTENV),
        _from_file(_config_file(env)),
    )
    gathered: dict[str, Setting] = {}
    for place in places:
        address_came_before = "NEO4J_URI" in gathered
        password_came_before = bool(_PASSWORDS & gathered.keys())
        for name, setting in place.items():
            of_server = name in _OF_SERVER and address_came_before
            second = name in _PASSWORDS and password_came_before
            if name not in gathered and not of_server and not second:
                gathered[name] = setting
    return Environment(gathered)


_PASSWORDS = frozenset({"NEO4J_PASSWORD", "NEO4J_PASSWORD_FILE"})
_OF_SERVER = _PASSWORDS | {"NEO4J_USERNAME", "NEO4J_DATABASE"}


def _from_dotenv(path: Path) -> dict[str, Setting]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values

    try:
        values = dotenv_values(stream=io.StringIO(text_of(path)), interpolate=False)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path.resolve()} cannot be read: {error}") from error
    origin = str(path.resolve())
    return {
        name: Setting(value, origin) for name, value in values.items() if name in NAMES and value
    }


def _from_file(path: Path | None) -> dict[str, Setting]:
    if path is None:
        return {}
    try:
        values = tomllib.loads(text_of(path))
    except (OSError, ValueError, RecursionError) as error:
        raise SettingsError(f"the settings file {path} cannot be read: {error}") from error
    for name, value in values.items():
        if name not in NAMES:
            near = get_close_matches(name.upper(), NAMES, n=1)
            hint = f" (did you mean {near[0]}?)" if near else f"; there are {', '.join(NAMES)}"
            raise SettingsError(f"{path} sets {name}, which is not a setting{hint}")
        if not isinstance(value, str):
            raise SettingsError(f'{path}: {name} is not text: write {name} = "…"')
    return {name: Setting(value, str(path)) for name, value in values.items() if value}


def _config_file(env: Mapping[str, str]) -> Path | None:
    named = env.get(CONFIG_VARIABLE)
    if named:
        return Path(named).expanduser()
    import platformdirs

    usual = platformdirs.user_config_path("proxygraph", appauthor=False) / "config.toml"
    return usual if usual.is_file() else None
