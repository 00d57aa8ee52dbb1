"""A loader in a process of its own, which tells on its output what it sends and what is committed.

It ends as the command line does: with the error's message and exit code.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

import neo4j

from graphdb.connection import Graph, Transaction, Written
from graphdb.errors import ProxygraphError
from graphdb.settings import Settings
from loaders import difference, writer
from loaders.engine import load
from loaders.options import LoadOptions

T = TypeVar("T")


@dataclass(frozen=True)
class Order:
    """What to load, and how.

    ``retry_seconds`` is how long the driver tries again where no server answers. The process
    pauses itself when it has told the line ``stop_at``, or as many lines as ``stop_after``.
    """

    uri: str
    password: str
    folder: str
    dataset: str
    rank: int
    lease_seconds: int
    batch: int = 10_000
    single_transaction: int = 50_000
    retry_seconds: float = 30.0
    stop_at: str = ""
    stop_after: int = 0


class TellingTransaction(Transaction):
    """Tells each statement before it is sent."""

    def __init__(self, inner: Transaction, tell: Callable[[str], None]) -> None:
        self._inner = inner
        self._tell = tell
        self.names: list[str] = []

    def run(self, name: str, /, **parameters: object) -> Written:
        self._tell(f"sends {name}")
        self.names.append(name)
        return self._inner.run(name, **parameters)


class TellingGraph(Graph):
    """Tells each transaction after it is committed."""

    stop_at = ""
    stop_after = 0

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._telling = threading.Lock()

    def in_transaction(self, work: Callable[[Transaction], T], timeout: float | None = None) -> T:
        names: list[str] = []

        def told(transaction: Transaction) -> T:
            telling = TellingTransaction(transaction, self.tell)
            try:
                return work(telling)
            finally:
                names[:] = telling.names

        result = super().in_transaction(told, timeout)
        for name in names:
            self.tell(f"committed {name}")
        return result

    def tell(self, line: str) -> None:
        with self._telling:  # Lanes tell side by side.
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
            self.stop_after -= 1
            if line == self.stop_at or self.stop_after == 0:
                self.stop_at = ""
                os.kill(os.getpid(), signal.SIGSTOP)


def carry_out_in_child(order: Order, output: Connection, errors: Connection) -> None:
    """Be a program: what is printed goes to the two pipes, an error of ours ends with its code."""
    os.dup2(output.fileno(), sys.stdout.fileno())
    os.dup2(errors.fileno(), sys.stderr.fileno())
    try:
        carry_out(order)
    except ProxygraphError as error:
        print(f"Error: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)


def carry_out(order: Order) -> None:
    difference.BATCH = writer.BATCH = order.batch
    writer.SINGLE_TRANSACTION = order.single_transaction
    neo4j.GraphDatabase.driver = functools.partial(  # type: ignore[method-assign]
        neo4j.GraphDatabase.driver, max_transaction_retry_time=order.retry_seconds
    )
    settings = Settings(order.uri, "neo4j", order.password, origin="the order")
    options = LoadOptions(rank=order.rank, most_removed=1.0, lease_seconds=order.lease_seconds)
    with TellingGraph(settings) as graph:
        graph.stop_at, graph.stop_after = order.stop_at, order.stop_after
        graph.verify()
        graph.tell("ready")
        load(graph, "tables", Path(order.folder), order.dataset, options)
        graph.tell("finished")
