"""A TCP proxy on loopback, in threads: it can be cut, healed, made slow, or fall silent."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace
from types import TracebackType
from urllib.parse import urlsplit

from graphdb.settings import Settings

BLOCK = 16_384


class Proxy:
    """Passes bytes on between loaders and the server.

    Parameters
    ----------
    settings
        The server behind it.
    bytes_per_second
        How much passes towards the server; ``None`` for all that comes.
    cut_after
        Bytes towards the server after which all connections break; ``None`` for never.
    heals
        Whether new connections are taken after the cut.
    """

    def __init__(
        self,
        settings: Settings,
        bytes_per_second: int | None = None,
        cut_after: int | None = None,
        *,
        heals: bool = False,
    ) -> None:
        address = urlsplit(settings.uri)
        assert address.hostname is not None
        assert address.port is not None
        self._target = (address.hostname, address.port)
        self._rate = bytes_per_second
        self._cut_after = cut_after
        self._heals = heals
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.passed = 0
        self.was_cut = False
        port = self._listener.getsockname()[1]
        self.settings = replace(settings, uri=f"bolt://127.0.0.1:{port}")

    def __enter__(self) -> Proxy:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop_listening()
        self._break_connections()
        for thread in self._threads:
            thread.join()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):  # The listener is closed at the end, or by the cut.
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                with self._lock:
                    self._open += [client, server]
                self._start(self._pass_on, client, server, True)
                self._start(self._pass_on, server, client, False)

    def _pass_on(self, source: socket.socket, target: socket.socket, to_server: bool) -> None:
        with suppress(OSError):
            while block := source.recv(BLOCK):
                if to_server:
                    self._count(len(block))
                target.sendall(block)
        for end in (source, target):
            _close(end)

    def _count(self, length: int) -> None:
        self.passed += length
        if self._rate is not None:
            time.sleep(length / self._rate)
        if self._cut_after is not None and self.passed > self._cut_after and not self.was_cut:
            self.was_cut = True
            if not self._heals:
                self._stop_listening()
            self._break_connections()
            raise ConnectionAbortedError

    def _stop_listening(self) -> None:
        with suppress(OSError):  # Shutting down wakes the thread that waits for a connection.
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _break_connections(self) -> None:
        with self._lock:
            for end in self._open:
                _close(end)
            self._open.clear()


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
