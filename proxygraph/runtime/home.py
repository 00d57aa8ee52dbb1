"""Where the local server lives: everything it has is under one folder that only its owner reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphdb.environment import environment as gathered
from graphdb.errors import NoServerError


@dataclass(frozen=True)
class Home:
    """The folder of one local server, and the folder of jars that several may share."""

    root: Path
    cache: Path

    @property
    def conf(self) -> Path:
        """Folder of the server's configuration."""
        return self.root / "conf"

    @property
    def data(self) -> Path:
        """Folder of the databases."""
        return self.root / "data"

    @property
    def logs(self) -> Path:
        """Folder of the server's logs."""
        return self.root / "logs"

    @property
    def run(self) -> Path:
        """Folder of what describes the running process."""
        return self.root / "run"

    @property
    def temporary(self) -> Path:
        """Folder of what the server unpacks while it runs; emptied before every start."""
        return self.run / "temporary"

    @property
    def password_file(self) -> Path:
        """The password, on one line; the ``NEO4J_PASSWORD_FILE`` of other programs can be this."""
        return self.root / "password"

    @property
    def state_file(self) -> Path:
        """Which process serves this home, and on which ports."""
        return self.run / "state.json"

    @property
    def lock_file(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.run / "lock"

    @property
    def console_log(self) -> Path:
        """What the server process wrote to its standard output and error since its start."""
        return self.logs / "console.log"

    def create(self) -> None:
        """Make the folders, each readable by its owner only.

        Raises
        ------
        NoServerError
            A folder cannot be made, or the root holds something else already.
        """
        try:
            self._refuse_foreign_root()
            for folder in (self.root, self.conf, self.data, self.logs, self.run):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.cache.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoServerError(
                f"the server's folder cannot be made: {error}; "
                "name others in PROXYGRAPH_HOME and PROXYGRAPH_CACHE"
            ) from error

    def _refuse_foreign_root(self) -> None:
        """Keep from writing settings and data into another Neo4j's, or anybody's, folder."""
        if self.root.is_dir() and any(self.root.iterdir()) and not self.run.is_dir():
            raise NoServerError(
                f"{self.root} is not empty, and no server of proxygraph lives there: "
                "name an empty or new folder in PROXYGRAPH_HOME"
            )


def default_home(environment: Mapping[str, str] | None = None) -> Home:
    """Find the home: ``PROXYGRAPH_HOME`` and ``PROXYGRAPH_CACHE``, else the usual folders.

    Examples
    --------
    >>> home = default_home({"PROXYGRAPH_HOME": "/srv/graph", "PROXYGRAPH_CACHE": "/srv/jars"})
    >>> home.password_file.as_posix()
    '/srv/graph/password'
    """
    env = gathered() if environment is None else environment
    return Home(
        root=_folder(env.get("PROXYGRAPH_HOME"), "data"),
        cache=_folder(env.get("PROXYGRAPH_CACHE"), "cache"),
    )


def _folder(named: str | None, kind: str) -> Path:
    if named:
        return Path(named).expanduser().resolve()
    import platformdirs

    usual = {"data": platformdirs.user_data_path, "cache": platformdirs.user_cache_path}[kind]
    return usual("proxygraph", appauthor=False)
