"""Which loopback ports the server takes."""

from __future__ import annotations

import socket
from dataclasses import dataclass

LOOPBACKS = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


@dataclass(frozen=True)
class Ports:
    """The two ports of a server: Browser's, and the one that drivers speak to."""

    http: int = 7474
    bolt: int = 7687


def is_free(port: int) -> bool:
    """Whether nothing on this machine answers at ``localhost:port``, by IPv4 or by IPv6.

    A stranger on ``[::1]`` counts too: a web browser asks there first for ``localhost``.
    """
    return all(_can_bind(family, address, port) for family, address in LOOPBACKS)


def choose_ports(remembered: Ports | None = None) -> Ports:
    """Take the remembered ports, else 7474 and 7687, each replaced by a free one where taken.

    Nothing holds a port between this choice and the server's start, so a start may still fail
    on a taken port: then choose again.
    """
    wanted = remembered or Ports()
    http = wanted.http if is_free(wanted.http) else free_port()
    bolt = wanted.bolt if wanted.bolt != http and is_free(wanted.bolt) else free_port(http)
    return Ports(http, bolt)


def free_port(*avoid: int) -> int:
    """Find a port that the operating system has to spare now.

    Examples
    --------
    >>> 1024 <= free_port() < 65_536
    True
    """
    while True:
        with socket.socket(socket.AF_INET) as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        if port not in avoid and is_free(port):
            return port


def _can_bind(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError:
        return family == socket.AF_INET6 and not _has_ipv6()
    return True


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
