"""The connection to Neo4j: the only module that imports the driver.

Statements are named (``cypher/``) and get parameters only. Values come back as plain Python:
the server's dates as :class:`datetime.date`, its times as :class:`datetime.datetime`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
import neo4j.api
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError
from neo4j.time import Date, DateTime

from graphdb.arguments import as_day, as_names
from graphdb.bookmarks import is_routed, remember, remembered
from graphdb.datasets import refuse_unknown
from graphdb.errors import GraphMovedError, NoServerError, ProxygraphError
from graphdb.settings import Settings
from graphdb.state import GraphState, names_of, warn_of_torn
from graphdb.statements import statement

_LOG = logging.getLogger(__name__)

Row = dict[str, Any]
T = TypeVar("T")

_UNREACHABLE = (DriverError, OSError)
"""What the driver raises where it does not reach a server, or loses it."""

_TOO_LARGE = (
    "The transaction is larger than the memory that the server has for it, and was undone: "
    "give the server more (PROXYGRAPH_HEAP=4g, then `proxygraph down` and `up`; on a server of "
    "your own its heap, or db.memory.transaction.max where that is set), and run this again"
)

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""What an address can begin with: one server or a cluster, each plain, with TLS, or with TLS
whose certificate nobody vouches for."""

_DAYS = {"analytics/": ("at", "known_by", "first", "last"), "checks/": ("at", "known_by")}
"""By folder of statements that answer questions, the parameters that callers give days for."""


class StatementFailedError(ProxygraphError):
    """The server refused a statement; ``code`` is its own error code, the message says more."""

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Written:
    """What a writing statement returned and what the server counted while it ran."""

    rows: tuple[Row, ...]
    counters: dict[str, int]


@dataclass(frozen=True)
class AsOf:
    """The rows of a statement that was asked, its columns, and whether there were more rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool


class _CallersError(Exception):
    """Carries an error of the caller's own work past those who take it for the driver's."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


class Transaction:
    """One transaction of the server; everything that runs in it is committed together."""

    def __init__(self, transaction: neo4j.ManagedTransaction) -> None:
        self._transaction = transaction
        self.failed: BaseException | None = None
        """What the driver last raised here."""

    def run(self, name: str, /, **parameters: object) -> Written:
        """Run a named statement and take all its rows."""
        text = _text(name)
        with _let_go_afterwards(parameters) as sent:
            try:
                result = self._transaction.run(text, sent)
                rows = tuple(_plain_row(record) for record in result)
                return Written(rows, _counters(result.consume()))
            except (Neo4jError, *_UNREACHABLE) as error:
                self.failed = error
                raise

    def carry_out(self, work: Callable[[Transaction], T]) -> T:
        """Do the caller's work; an error of its own is told from one of the driver's."""
        try:
            return work(self)
        except (Neo4jError, *_UNREACHABLE) as error:
            if error is self.failed:
                raise  # The driver has to see it: it may try again.
            raise _CallersError(error) from error


class Graph:
    """An open connection to one database; use it as a context manager.

    In a cluster, reads go to followers and see all that this connection, or an earlier program of
    the same user, has written; a write whose leader has changed is tried again at the new one.

    Examples
    --------
    >>> with Graph(settings) as graph:  # doctest: +SKIP
    ...     graph.read("load/runs_read", dataset=None, limit=5)
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        if settings.uri.partition("://")[0] not in SCHEMES:
            raise NoServerError(
                f"{settings.uri!r} is not the address of a Neo4j server ({settings.origin}); "
                f"it begins with one of {', '.join(f'{scheme}://' for scheme in SCHEMES)}"
            )
        _check_address(settings)
        try:
            self._driver = neo4j.GraphDatabase.driver(
                settings.uri,
                auth=(settings.username, settings.password),
                notifications_min_severity="OFF",
                connection_acquisition_timeout=30,
                user_agent="proxygraph",
            )
        except (ConfigurationError, DriverError, ValueError) as error:
            raise NoServerError(
                f"{settings.uri!r} is not the address of a Neo4j server "
                f"({settings.origin}): {error}"
            ) from error
        self._bookmarks = _bookmarks(settings)
        self._noted: list[tuple[str, ...]] | None = None

    @property
    def is_routed(self) -> bool:
        """Whether this is a cluster, whose reads are answered by any of its servers."""
        return is_routed(self.settings)

    def __enter__(self) -> Graph:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._driver.close()

    def verify(self) -> None:
        """Ask the server for an answer.

        Raises
        ------
        NoServerError
            It does not answer, or refuses the password.
        """
        self.outside_transaction("schema/ping")

    def read(self, name: str, /, **parameters: object) -> list[Row]:
        """Run a named statement in a read transaction; transient errors are retried.

        Raises
        ------
        NoServerError
            The server does not answer, or refuses the password.
        StatementFailedError
            The server refuses the statement.
        UnknownNameError
            It asks for ``datasets`` one of which is not loaded.
        TypeError, ValueError
            What it asks for as days or names of datasets is none.
        """
        text, asked = _text(name), _asked(name, parameters)
        loaded_text = _text("load/datasets_read")
        if self._noted is not None and "datasets" in asked:
            self._noted.append(names_of(asked["datasets"]))

        def work(transaction: neo4j.ManagedTransaction) -> list[Row]:
            if asked.get("datasets"):
                loaded = transaction.run(loaded_text)
                refuse_unknown(asked["datasets"], [record["name"] for record in loaded])
            result = transaction.run(text, asked)
            return [_plain_row(record) for record in result]

        with self._session() as session:
            return session.execute_read(work)

    def ask(self, name: str, parameters: Row, *, timeout: float, most_rows: int) -> AsOf:
        """Run a named statement that may only read, for so many seconds and rows.

        The server itself refuses whatever writes, and ends what takes longer.

        Raises
        ------
        NoServerError
            The server does not answer, or refuses the password.
        StatementFailedError
            The server refuses the statement: it writes, or took longer than ``timeout`` seconds.
        """
        text = _text(name)

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> AsOf:
            result = transaction.run(text, parameters)
            rows = [_plain_row(record) for record in result.fetch(most_rows + 1)]
            return AsOf(tuple(result.keys()), tuple(rows[:most_rows]), len(rows) > most_rows)

        with self._session() as session:
            return session.execute_read(work)

    def write(self, name: str, /, **parameters: object) -> Written:
        """Run a named statement in a write transaction of its own."""
        return self.in_transaction(lambda transaction: transaction.run(name, **parameters))

    def in_transaction(self, work: Callable[[Transaction], T], timeout: float | None = None) -> T:
        """Run ``work`` in one write transaction; it may be called again after a transient error.

        The server ends a transaction that lasts more than ``timeout`` seconds, and undoes it.
        """

        @neo4j.unit_of_work(timeout=timeout)
        def timed(transaction: neo4j.ManagedTransaction) -> T:
            return Transaction(transaction).carry_out(work)

        try:
            with self._session() as session:
                done = session.execute_write(timed)
        except _CallersError as own:
            raise own.error from own.error.__cause__
        if self._bookmarks is not None:
            remember(self.settings, self._bookmarks.get_bookmarks())
        return done

    def outside_transaction(self, name: str, /, **parameters: object) -> Written:
        """Run a named statement that manages its own transactions, such as a change of schema."""
        text = _text(name)
        with self._session() as session:
            result = session.run(text, parameters)
            rows = tuple(_plain_row(record) for record in result)
            return Written(rows, _counters(result.consume()))

    def state(self) -> GraphState:
        """Read the graph's version and whether a load is under way; version 0 before any load."""
        rows = self.read("load/version_read")
        if not rows:
            return GraphState(0, None)
        lists = {name: tuple(rows[0][name]) for name in ("unfinished", "torn")}
        return GraphState(**{**rows[0], **lists})

    def consistent(
        self, work: Callable[[Graph], T], patience: float = 30.0, pause: float = 0.05
    ) -> T:
        """Run several reads as of one version of the graph, again where a load came between.

        A load that was cut off is no hindrance once its lease has run out. Where it left a dataset
        half written, a warning names it, unless the reads leave that dataset out.

        Parameters
        ----------
        work
            Called with this graph, possibly several times; it must only read.
        patience
            Seconds after which a load that does not end is reported.
        pause
            Seconds between two looks at a graph that is being written.

        Raises
        ------
        GraphMovedError
            A load is under way, or loads came one upon another, for ``patience`` seconds.
        """
        deadline = time.monotonic() + patience
        while True:
            before = self.state()
            if not before.active:
                with self._noting_datasets() as asked:
                    result = work(self)
                if self.state() == before:
                    warn_of_torn(before.torn, asked)
                    return result
            if time.monotonic() > deadline:
                names = ", ".join(before.unfinished)
                raise GraphMovedError(
                    f"a load has not finished for {patience:.0f} s, so no consistent answer can "
                    f"be given: wait until it ends, see `proxygraph runs`"
                    f"{f' (dataset {names})' if names else ''}"
                )
            time.sleep(pause)

    @contextmanager
    def _noting_datasets(self) -> Iterator[list[tuple[str, ...]]]:
        """Note which datasets each read is limited to, as far as it can be limited."""
        outer, self._noted = self._noted, []
        try:
            yield self._noted
        finally:
            if outer is not None:
                outer += self._noted
            self._noted = outer

    @contextmanager
    def _session(self) -> Iterator[neo4j.Session]:
        settings = self.settings
        try:
            with self._driver.session(
                database=settings.database, bookmark_manager=self._bookmarks
            ) as session:
                yield session
        except AuthError as error:
            raise NoServerError(
                f"{settings.uri} refuses the user {settings.username!r} or the password "
                f"({settings.origin}): {error.message}"
            ) from error
        except Neo4jError as error:
            raise StatementFailedError(_told(error), error.code) from error
        except _UNREACHABLE as error:
            raise NoServerError(
                f"no Neo4j answers at {settings.uri} ({settings.origin}): {error}"
            ) from error


def _check_address(settings: Settings) -> None:
    """Refuse an address that no driver can reach, such as one with the port ``abc``.

    Raises
    ------
    NoServerError
        It has no host, its port is not a number, or an IPv6 address lacks its brackets.
    """
    try:
        parts = urlsplit(settings.uri)
        if not parts.hostname or parts.port == 0:
            raise ValueError("it needs a host and a port, as in bolt://localhost:7687")
    except ValueError as error:
        wrong = "an IPv6 address needs brackets, as in bolt://[::1]:7687"
        said = wrong if settings.uri.partition("://")[2].count(":") > 1 else error
        raise NoServerError(
            f"{settings.uri!r} is not the address of a Neo4j server ({settings.origin}): {said}"
        ) from error


def _asked(name: str, parameters: Row) -> Row:
    """Read what a question gives as days and as names of datasets; others are left as they are."""
    read = dict(parameters)
    if "datasets" in read:
        read["datasets"] = list(as_names(read["datasets"], "datasets"))
    days = next((days for folder, days in _DAYS.items() if name.startswith(folder)), ())
    read |= {key: as_day(read[key], key) for key in days if key in read}
    return read


@contextmanager
def _let_go_afterwards(parameters: Row) -> Iterator[Row]:
    """Give parameters whose lists the driver can keep without keeping what stands in them.

    Its results refer to their parameters and, in a ring, to themselves: a large load that does not
    wait for Python to look for rings would keep all rows that it ever sent. Bytes stay, of which
    there are few: 44 a claim, of the key index.
    """
    lists = {key: list(value) for key, value in parameters.items() if isinstance(value, list)}
    try:
        yield {**parameters, **lists}
    finally:
        for one in lists.values():
            one.clear()


def _bookmarks(settings: Settings) -> neo4j.api.BookmarkManager | None:
    """Keep bookmarks for a cluster; a single server sees its own writes without any."""
    if not is_routed(settings):
        return None
    earlier = neo4j.Bookmarks.from_raw_values(remembered(settings))
    return neo4j.GraphDatabase.bookmark_manager(earlier)


def _told(error: Neo4jError) -> str:
    """Give the server's own words and, where they leave one at a loss, what to do."""
    message = error.message or str(error)
    if (error.code or "").endswith("OutOfMemoryError"):
        return f"{message.rstrip('. ')}. {_TOO_LARGE}"
    return message


def _text(name: str) -> str:
    _LOG.debug("runs %s", name)
    # The text comes from a file of the package, never from input: as literal as a literal.
    return statement(name).text


def _plain_row(record: neo4j.Record) -> Row:
    return {key: _plain(value) for key, value in zip(record.keys(), record.values(), strict=True)}


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _plain(value: object) -> object:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), "properties": _plain(dict(value))}
    if isinstance(value, neo4j.graph.Relationship):
        return {"type": value.type, "properties": _plain(dict(value))}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _counters(summary: neo4j.ResultSummary) -> dict[str, int]:
    counted = summary.counters
    return {
        name: value
        for name, value in vars(counted).items()
        if isinstance(value, int) and not isinstance(value, bool) and value
    }
