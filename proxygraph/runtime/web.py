"""HTTP with the certificates that this machine trusts, a company's own authority among them."""

from __future__ import annotations

import ipaddress
import ssl
from typing import Any
from urllib.parse import urlsplit

import requests
import truststore
from requests.adapters import HTTPAdapter


class _SystemTrust(HTTPAdapter):
    """Checks certificates by the system's trust store, which may know a company's own."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        super().init_poolmanager(*arguments, **options, ssl_context=context)


class _Session(requests.Session):
    """Goes to this machine itself without a proxy, whatever the environment says of others."""

    def merge_environment_settings(  # type: ignore[override]
        self,
        url: str | bytes,
        *given: Any,  # noqa: ANN401 - what requests passes, passed on
        **named: Any,  # noqa: ANN401
    ) -> dict[str, Any]:
        """Take what the environment says, but for this machine itself."""
        settings: dict[str, Any] = dict(super().merge_environment_settings(url, *given, **named))
        if is_loopback(url if isinstance(url, str) else url.decode()):
            settings["proxies"] = {}
        return settings


def is_loopback(url: str) -> bool:
    """Tell whether an address is this machine's own.

    >>> [is_loopback(f"http://{host}/") for host in ("localhost:7474", "[::1]", "192.0.2.7")]
    [True, True, False]
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def web_session(connections: int = 1) -> requests.Session:
    """Open a session for so many connections at a time."""
    session = _Session()
    session.mount("http://", HTTPAdapter(pool_maxsize=connections))
    session.mount("https://", _SystemTrust(pool_maxsize=connections))
    return session
