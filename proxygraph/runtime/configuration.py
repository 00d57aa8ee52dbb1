"""The server's settings, written anew at every start."""

from __future__ import annotations

from graphdb.outfile import write_whole
from proxygraph.runtime.home import Home
from proxygraph.runtime.listening import LOOPBACK, Listening
from proxygraph.runtime.lockfile import is_version_5, locked_jars
from proxygraph.runtime.memory import Memory
from proxygraph.runtime.ports import Ports

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; "
    "connect-src 'self' ws://localhost:{bolt} http://localhost:{http} "
    "ws://127.0.0.1:{bolt} http://127.0.0.1:{http}"
)
"""Keeps Browser from asking anything outside this machine; it may only reach its own server."""


def server_settings(
    ports: Ports, memory: Memory, listening: Listening | None = None
) -> dict[str, str]:
    """Names to values of ``neo4j.conf``: loopback only, no telemetry, no reading of local files."""
    at = listening or Listening()
    return {
        "server.config.strict_validation.enabled": "true",
        "server.default_listen_address": at.address,
        "server.default_advertised_address": at.advertised,
        "server.http.enabled": "true",
        "server.http.listen_address": f"{at.in_address}:{ports.http}",
        "server.http.advertised_address": f"{at.advertised}:{ports.http}",
        "server.https.enabled": "false",
        "server.bolt.enabled": "true",
        "server.bolt.listen_address": f"{at.in_address}:{ports.bolt}",
        "server.bolt.advertised_address": f"{at.advertised}:{ports.bolt}",
        "server.memory.pagecache.size": memory.page_cache,
        "db.tx_log.preallocate": "false",
        "db.tx_log.rotation.retention_policy": "2 days 1G",
        "dbms.security.auth_enabled": "true",
        "dbms.security.allow_csv_import_from_file_urls": "false",
        "dbms.security.procedures.unrestricted": "gds.*",
        "dbms.security.http_static_content_security_policy_header": _policy(ports, at),
        "dbms.usage_report.enabled": "false",
        "client.allow_telemetry": "false",
        "server.bolt.telemetry.enabled": "false",
        "server.fleet_discovery.enabled": "false",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
        "browser.remote_content_hostname_whitelist": _guides_from(at),
    }


UNKNOWN_TO_5 = frozenset(
    {
        "server.fleet_discovery.enabled",
        "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration",
    }
)
"""Settings that the long-term release, 5.26, does not have, and would not start with."""


def write_configuration(
    home: Home, ports: Ports, memory: Memory, listening: Listening | None = None
) -> None:
    """Write ``conf/neo4j.conf`` for the next start."""
    unknown = UNKNOWN_TO_5 if is_version_5(locked_jars()) else frozenset()
    settings = server_settings(ports, memory, listening)
    lines = [f"{name}={value}" for name, value in settings.items() if name not in unknown]
    text = "\n".join(["# Written by proxygraph at every start; edits are lost.", *lines]) + "\n"
    write_whole(home.conf / "neo4j.conf", text)


def _policy(ports: Ports, at: Listening) -> str:
    policy = CONTENT_SECURITY_POLICY.format(http=ports.http, bolt=ports.bolt)
    if at.is_loopback:
        return policy
    return f"{policy} ws://{at.advertised}:{ports.bolt} http://{at.advertised}:{ports.http}"


def _guides_from(at: Listening) -> str:
    """Name the hosts from which Browser reads guides: the server's own."""
    return ",".join(dict.fromkeys(("localhost", LOOPBACK, at.advertised)))
