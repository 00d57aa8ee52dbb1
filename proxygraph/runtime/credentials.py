"""The generated password: a file for people, a salted hash for the server, nowhere else.

``neo4j-admin dbms set-initial-password`` would take it as an argument, which every user of the
machine can read in the process list; so the server's credential file is written here instead.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from graphdb.errors import NoServerError
from graphdb.outfile import make_folder, writing
from graphdb.textfiles import first_line
from proxygraph.runtime.home import Home

USERNAME = "neo4j"
ITERATIONS = 1024
"""Rounds of SHA-256 over salt and password that Neo4j's own admin tool applies."""


def password_of(home: Home) -> str:
    """Read the home's password.

    Raises
    ------
    NoServerError
        The file is not there or empty.
    """
    try:
        return first_line(home.password_file)
    except (OSError, ValueError) as error:
        place = "" if isinstance(error, OSError) else f" in {home.password_file}"
        raise NoServerError(f"the server's password{place} cannot be read: {error}") from error


def prepare_password(home: Home) -> str:
    """Return the home's password; generate it, and tell the server, before the first start.

    Raises
    ------
    NoServerError
        The databases are there but the password is gone.
    """
    if not home.password_file.exists():
        if (home.data / "databases").exists():
            raise NoServerError(
                f"{home.data} has databases, but their password file {home.password_file} is "
                "gone: put it back, or move the data folder away to start an empty server"
            )
        write_private(home.password_file, secrets.token_urlsafe(24) + "\n")
    password = password_of(home)
    initial = home.data / "dbms" / "auth.ini"
    if not initial.exists():
        make_folder(initial.parent, mode=0o700)
        write_private(initial, credential_line(password, secrets.token_bytes(32)))
    return password


def credential_line(password: str, salt: bytes) -> str:
    """Write the line by which Neo4j learns the first user's password, as its admin tool does."""
    digest = hashlib.sha256(salt + password.encode())
    for _ in range(ITERATIONS - 1):
        digest = hashlib.sha256(digest.digest())
    return f"{USERNAME}:SHA-256,{digest.hexdigest()},{salt.hex()},{ITERATIONS}:\n"


def write_private(path: Path, text: str) -> None:
    """Write a file whole that nobody but its owner could read at any moment."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    with writing(path):
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        part.replace(path)
