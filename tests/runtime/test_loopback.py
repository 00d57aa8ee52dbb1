"""This machine's own server: reached by IPv6 too, and never through a proxy."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from graphdb.connection import Graph
from proxygraph.browser import opening
from proxygraph.cli import run
from proxygraph.runtime.home import default_home
from proxygraph.runtime.ports import _has_ipv6, free_port
from proxygraph.runtime.server import running_settings, stop_server
from proxygraph.runtime.web import web_session

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
UNPROXIED = ("NO_PROXY", "no_proxy")


@contextmanager
def answering() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server that answers everything, and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_CONNECT = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *given: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Let the environment name a proxy for everything; gives what the proxy was asked for."""
    for name in UNPROXIED:
        monkeypatch.delenv(name, raising=False)
    with answering() as (address, asked):
        for name in PROXIES:
            monkeypatch.setenv(name, address)
            monkeypatch.setenv(name.lower(), address)
        yield asked


def test_the_proxy_of_these_tests_is_one(proxy: list[str]) -> None:
    assert requests.get("http://example.org/a", timeout=30).ok
    assert proxy == ["http://example.org/a"]


def test_browsers_page_is_not_asked_for_through_a_proxy(proxy: list[str]) -> None:
    with answering() as (address, asked):
        opening._require(f"{address}/browser/start")
    assert (asked, proxy) == (["/browser/start"], [])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1.2.3"])
def test_no_loopback_address_is_sent_to_a_proxy(proxy: list[str], host: str) -> None:
    with answering() as (address, asked), web_session() as session:
        port = address.rpartition(":")[2]
        if host == "127.1.2.3":
            with pytest.raises(requests.ConnectionError):
                session.get(f"http://{host}:{port}/a", timeout=30)
        else:
            assert session.get(f"http://{host}:{port}/a", timeout=30).ok
            assert asked == ["/a"]
    assert proxy == []


def test_other_hosts_are(proxy: list[str]) -> None:
    with web_session() as session:
        assert session.head("http://example.org/b", timeout=30).ok
    assert proxy == ["http://example.org/b"]


def test_a_browser_that_does_not_answer_is_one_line() -> None:
    with pytest.raises(opening.BrowserSilentError, match="Browser does not answer at http://127"):
        opening._require(f"http://127.0.0.1:{free_port()}/browser/start")


@pytest.mark.server
@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")
def test_a_server_at_the_loopback_of_ipv6(
    proxy: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PROXYGRAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PROXYGRAPH_HEAP", "768m")
    monkeypatch.setenv("PROXYGRAPH_PAGECACHE", "128m")
    try:
        assert run(["up", "--bind", "::1", "--json"]) == 0
        up = json.loads(capsys.readouterr().out)
        assert up["uri"].startswith("bolt://[::1]:")
        settings = running_settings(default_home())
        assert settings is not None
        assert settings.uri == up["uri"]
        with Graph(settings) as graph:
            graph.verify()
        assert run(["status"]) == 0
        assert run(["runs"]) == 0
        assert run(["browser", "--print"]) == 0
        assert "localhost" in capsys.readouterr().out
        with web_session() as session:
            port = urlsplit(opening.prepared(default_home()).plain).port
            assert session.get(f"http://[::1]:{port}/", timeout=60).ok
    finally:
        stop_server(default_home())
    assert proxy == []
