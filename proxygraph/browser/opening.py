"""Browser on the local server, made ready to be opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from graphdb.errors import ProxygraphError
from graphdb.settings import Settings
from proxygraph.browser.address import connected_address, start_address, write_handover
from proxygraph.runtime.home import Home, default_home

TIMEOUT = 30.0


class OldBrowserError(ProxygraphError):
    """The server runs since before this version; stop and start it, then try again."""


class BrowserSilentError(ProxygraphError):
    """Browser's page cannot be fetched here; open it at the address where the server listens."""


@dataclass(frozen=True)
class Ready:
    """How to open Browser: ``address`` has the password in it, ``page`` is readable by its owner.

    ``plain`` is the same page without the password.
    """

    address: str
    page: Path
    plain: str


def prepared(home: Home | None = None) -> Ready:
    """Start the server where it is not up, and write the page that leads to its Browser.

    Raises
    ------
    NoServerError
        The server cannot be started.
    BrowserSilentError
        Browser does not answer.
    OldBrowserError
        The server was started by a version of proxygraph without these pages.
    """
    from proxygraph.runtime.server import ensure_server, server_status

    home = home or default_home()
    settings = ensure_server(home)
    port = server_status(home).http_port
    if port is None:
        raise OldBrowserError("the server's port is not known: run `proxygraph down`, then `up`")
    plain = start_address(port)
    _require(_reached(plain, settings))
    page = write_handover(home, port, settings)
    return Ready(connected_address(port, settings), page, plain)


def _reached(plain: str, settings: Settings) -> str:
    """Tell where this program reaches the page: not every system knows localhost by IPv6.

    >>> ipv6 = Settings("bolt://[::1]:7687", "neo4j", "x")
    >>> _reached("http://localhost:7474/browser/", ipv6)
    'http://[::1]:7474/browser/'
    """
    from proxygraph.runtime.web import is_loopback

    host = urlsplit(settings.uri).netloc.rpartition(":")[0]
    return plain.replace("localhost", host, 1) if is_loopback(settings.uri) else plain


def _require(address: str) -> None:
    from requests import RequestException

    from proxygraph.runtime.web import web_session

    try:
        with web_session() as session:
            session.trust_env = False  # This machine is asked: no proxy, no password of others.
            answer = session.get(address, timeout=TIMEOUT)
    except RequestException as error:
        raise BrowserSilentError(
            f"Browser does not answer at {address} ({type(error).__name__}): where the server "
            "listens at another address, open it there"
        ) from error
    if not answer.ok:
        raise OldBrowserError(
            f"{address} answers {answer.status_code}: the server was started by an older "
            "proxygraph. Run `proxygraph down`, then `proxygraph browser`."
        )
