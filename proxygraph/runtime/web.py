"""HTTP with the certificates that this machine trusts, a company's own authority among them."""

from __future__ import annotations

import ssl
from typing import Any

import requests
import truststore
from requests.adapters import HTTPAdapter


class _SystemTrust(HTTPAdapter):
    """Checks certificates by the system's trust store, which may know a company's own."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*arguments, **options, ssl_context=context)


def web_session(connections: int = 1) -> requests.Session:
    """Open a session for so many connections at a time."""
    session = requests.Session()
    session.mount("http://", HTTPAdapter(pool_maxsize=connections))
    session.mount("https://", _SystemTrust(pool_maxsize=connections))
    return session
