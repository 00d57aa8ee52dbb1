"""Choice of the loopback ports."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from proxygraph.runtime.ports import Ports, choose_ports, free_port, is_free


@contextmanager
def occupied(port: int, address: str = "127.0.0.1") -> Iterator[None]:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as taken:
        taken.bind((address, port))
        taken.listen()
        yield


def test_remembered_ports_are_kept_while_free() -> None:
    first = free_port()
    ports = Ports(first, free_port(first))
    assert choose_ports(ports) == ports


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", "::1"])  # noqa: S104
def test_a_taken_port_is_replaced_and_the_other_kept(address: str) -> None:
    first = free_port()
    ports = Ports(first, free_port(first))
    try:
        with occupied(ports.bolt, address):
            chosen = choose_ports(ports)
    except OSError:
        pytest.skip(f"this machine has no {address}")
    assert chosen.http == ports.http
    assert chosen.bolt not in ports_of(ports)
    assert is_free(chosen.bolt)


def test_the_usual_ports_are_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proxygraph.runtime.ports.is_free", lambda port: True)
    assert choose_ports() == Ports(7474, 7687)


def test_the_two_ports_always_differ() -> None:
    port = free_port()
    chosen = choose_ports(Ports(port, port))
    assert chosen.http == port
    assert chosen.bolt != port


def ports_of(ports: Ports) -> set[int]:
    return {ports.http, ports.bolt}
