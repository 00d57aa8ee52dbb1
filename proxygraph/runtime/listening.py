"""At which address the server listens: loopback, or another that somebody asked for by name."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

from graphdb.errors import NoServerError
from graphdb.textfiles import first_line
from proxygraph.runtime.credentials import password_of, write_private
from proxygraph.runtime.home import Home

LOOPBACK = "127.0.0.1"
SHORTEST_PASSWORD = 12


@dataclass(frozen=True)
class Listening:
    """An address to listen at, and a file with a password of one's own where others reach it.

    Examples
    --------
    >>> Listening().is_loopback, Listening("0.0.0.0").connect_to
    (True, '127.0.0.1')
    """

    address: str = LOOPBACK
    password_file: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine reaches it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def connect_to(self) -> str:
        """Where this machine reaches it."""
        unspecified = ipaddress.ip_address(self.address).is_unspecified
        return LOOPBACK if unspecified else self.in_address

    @property
    def in_address(self) -> str:
        """The address as it stands before a port: one of IPv6 in brackets.

        >>> Listening("::1").in_address
        '[::1]'
        """
        return f"[{self.address}]" if ":" in self.address else self.address

    @property
    def advertised(self) -> str:
        """What others are told to connect to."""
        if self.is_loopback:
            return "localhost"
        unspecified = ipaddress.ip_address(self.address).is_unspecified
        return socket.gethostname() if unspecified else self.in_address


def check_listening(home: Home, listening: Listening) -> None:
    """Let a server listen to others only with a password that somebody chose for it.

    A home without a password takes the given one.

    Raises
    ------
    NoServerError
        No password of one's own is given, it is short, or the home has another one.
    """
    if listening.is_loopback and listening.password_file is None:
        return
    if listening.password_file is None:
        raise NoServerError(
            f"{listening.address} can be reached by others: give a password of your own with "
            f"--password-file, {SHORTEST_PASSWORD} characters or more"
        )
    chosen = _read(listening.password_file)
    if len(chosen) < SHORTEST_PASSWORD:
        raise NoServerError(
            f"the password in {listening.password_file} is shorter than {SHORTEST_PASSWORD} "
            "characters"
        )
    if not home.password_file.exists():
        write_private(home.password_file, chosen + "\n")
    elif password_of(home) != chosen:
        raise NoServerError(
            f"the server of {home.root} has another password than {listening.password_file}: "
            "back its graph up and restore it in a new PROXYGRAPH_HOME that is first started "
            "with --password-file"
        )


def _read(path: Path) -> str:
    try:
        return first_line(path)
    except (OSError, ValueError) as error:
        raise NoServerError(f"the password file {path} cannot be read: {error}") from error
