"""A cluster's protocol on loopback: a leader and followers that lag, in threads; no database.

It speaks Bolt 5.4 to the real driver: routing tables, bookmarks, and a leader that changes. Its
one number is the version of the graph, which each write moves on by one.
"""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, NamedTuple

from tests.graphdb.packstream import Unpacker, packed

HELLO, GOODBYE, RESET, RUN, BEGIN, COMMIT, ROLLBACK = 0x01, 0x02, 0x0F, 0x10, 0x11, 0x12, 0x13
PULL, ROUTE, LOGON, TELEMETRY = 0x3F, 0x66, 0x6A, 0x54
SUCCESS, RECORD, FAILURE = 0x70, 0x71, 0x7F
VERSION = b"\x00\x00\x04\x05"
NOT_A_LEADER = "Neo.ClientError.Cluster.NotALeader"


class Begun(NamedTuple):
    """A transaction that a server was asked for."""

    server: int
    mode: str
    bookmarks: frozenset[str]


@dataclass
class Cluster:
    """So many servers, the first of them leader.

    ``elections`` are leaders to come: each is elected while a writing transaction begins, which
    the former leader then refuses, or, with ``drops``, breaks the connection of.
    """

    size: int = 3
    drops: bool = False
    elections: list[int] = field(default_factory=list)
    begun: list[Begun] = field(default_factory=list)
    leader: int = 0
    commits: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        self.applied = [0] * self.size
        self._servers = [_Server(self, number) for number in range(self.size)]

    def __enter__(self) -> Cluster:
        for server in self._servers:
            server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for server in self._servers:
            server.stop()

    @property
    def uri(self) -> str:
        return f"neo4j://{self.address(0)}"

    def address(self, server: int) -> str:
        return f"127.0.0.1:{self._servers[server].port}"

    def table(self) -> dict[str, Any]:
        """Give the routing table; its time to live is long, so only errors renew it."""
        everyone = list(range(self.size))
        roles = {
            "ROUTE": everyone,
            "READ": [number for number in everyone if number != self.leader],
            "WRITE": [self.leader],
        }
        servers = [
            {"role": role, "addresses": [self.address(number) for number in numbers]}
            for role, numbers in roles.items()
        ]
        return {"ttl": 300, "db": "neo4j", "servers": servers}

    def begin(self, server: int, said: dict[str, Any]) -> str | None:
        """Note a transaction; returns why it is refused."""
        mode = said.get("mode", "w")
        bookmarks = frozenset(said.get("bookmarks", []))
        self.begun.append(Begun(server, mode, bookmarks))
        if mode == "w" and self.elections:
            self.leader = self.elections.pop(0)
        if mode == "w" and server != self.leader:
            return NOT_A_LEADER
        asked = [int(one.rpartition(":")[2]) for one in bookmarks]
        self.applied[server] = max([self.applied[server], *asked])  # It waits until it has them.
        return None

    def commit(self, server: int, mode: str) -> str:
        if mode == "w":
            self.commits += 1
            self.applied[server] = self.commits
        return f"bookmark:{self.applied[server]}"


class _Server:
    def __init__(self, cluster: Cluster, number: int) -> None:
        self._cluster = cluster
        self._number = number
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.port = self._listener.getsockname()[1]

    def start(self) -> None:
        self._run(self._accept)

    def stop(self) -> None:
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _run(self, work: Any, *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self._open.append(client)
                self._run(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError, EOFError), client:
            _exactly(client, 20)
            client.sendall(VERSION)
            mode, failed = "w", False
            while True:
                tag, fields = _message(client)
                if tag == GOODBYE:
                    return
                with self._cluster.lock:
                    if tag == RESET:
                        failed = False
                    if failed:
                        _send(client, 0x7E)
                        continue
                    if tag == BEGIN:
                        mode = fields[0].get("mode", "w")
                        refused = self._cluster.begin(self._number, fields[0])
                        if refused and self._cluster.drops:
                            return
                        if refused:
                            failed = True
                            _send(client, FAILURE, {"code": refused, "message": "no leader here"})
                            continue
                    self._answer(client, tag, mode)

    def _answer(self, client: socket.socket, tag: int, mode: str) -> None:
        cluster = self._cluster
        if tag == HELLO:
            name = f"server-{self._number}"
            _send(client, SUCCESS, {"server": "Neo4j/5.20.0", "connection_id": name, "hints": {}})
        elif tag == ROUTE:
            _send(client, SUCCESS, {"rt": cluster.table()})
        elif tag == RUN:
            names = ["version", "writing", "active", "unfinished", "torn", "step"]
            _send(client, SUCCESS, {"fields": names, "qid": 0})
        elif tag == PULL:
            _send(client, RECORD, [cluster.applied[self._number], None, False, [], [], 0])
            _send(client, SUCCESS, {"type": mode, "db": "neo4j"})
        elif tag == COMMIT:
            _send(client, SUCCESS, {"bookmark": cluster.commit(self._number, mode)})
        else:
            _send(client, SUCCESS, {})


def _exactly(client: socket.socket, size: int) -> bytes:
    found = b""
    while len(found) < size:
        block = client.recv(size - len(found))
        if not block:
            raise EOFError
        found += block
    return found


def _message(client: socket.socket) -> tuple[int, list[Any]]:
    data = b""
    while True:
        (size,) = struct.unpack(">H", _exactly(client, 2))
        if size:
            data += _exactly(client, size)
        elif data:
            tag, fields = Unpacker(data).value()
            return tag, fields


def _send(client: socket.socket, tag: int, *fields: Any) -> None:
    data = packed((tag, list(fields)))
    client.sendall(struct.pack(">H", len(data)) + data + b"\0\0")
