"""Checks of what the server is made of, and of the server itself."""

from __future__ import annotations

import stat

from graphdb.errors import NoServerError
from proxygraph.runtime.download import missing_jars, repository_url
from proxygraph.runtime.finding import Check, Outcome
from proxygraph.runtime.home import Home
from proxygraph.runtime.lockfile import locked_jars
from proxygraph.runtime.overview import Overview, overview
from proxygraph.runtime.ports import Ports, is_free
from proxygraph.runtime.server import server_status
from proxygraph.runtime.state import read_state

REACH_SECONDS = 10.0
GDS_ADVICE = "measures are then computed on this machine, with the same answers"


def jars(home: Home) -> Check:
    """Whether the jars are there and whole, or can be fetched."""
    wanted = locked_jars()
    missing = missing_jars(wanted, home.cache)
    if not missing:
        return Check("Jars", Outcome.OK, f"{len(wanted)} whole in {home.cache}")
    size = sum(jar.size for jar in missing) / 1e6
    finding = f"{len(missing)} of {len(wanted)} to be fetched ({size:.0f} MB)"
    problem = _unreachable(repository_url())
    if problem:
        advice = "check the network and HTTPS_PROXY, or set PROXYGRAPH_MAVEN_URL to a mirror"
        return Check("Jars", Outcome.FAIL, f"{finding}, but {problem}", advice)
    return Check("Jars", Outcome.WARN, finding, "`proxygraph up` fetches them")


def password(home: Home) -> Check:
    """Whether only its owner can read the password."""
    try:
        mode = stat.S_IMODE(home.password_file.stat().st_mode)
    except FileNotFoundError:
        if (home.data / "databases").exists():
            advice = f"put it back, or move {home.data} away to start with an empty server"
            return Check("Password", Outcome.FAIL, f"{home.password_file} is gone", advice)
        return Check("Password", Outcome.OK, "made at the first start")
    if mode & 0o077:
        finding = f"{home.password_file} can be read by others (mode {mode:03o})"
        return Check("Password", Outcome.FAIL, finding, f"chmod 600 {home.password_file}")
    return Check("Password", Outcome.OK, f"in {home.password_file}, readable by its owner only")


def ports(home: Home) -> Check:
    """Whether the usual ports, or those of the last start, are to be had."""
    state = read_state(home)
    wanted = state.ports if state else Ports()
    names = f"{wanted.http} (Browser), {wanted.bolt} (drivers)"
    if server_status(home).running:
        return Check("Ports", Outcome.OK, f"{names}, used by the server")
    taken = [str(port) for port in (wanted.http, wanted.bolt) if not is_free(port)]
    if taken:
        finding = f"another program has {' and '.join(taken)}"
        return Check("Ports", Outcome.WARN, finding, "nothing: `proxygraph up` takes others")
    return Check("Ports", Outcome.OK, f"{names}, free")


def server(home: Home) -> Check:
    """Whether the server in use answers."""
    try:
        found = overview(home)
    except NoServerError as error:
        return Check("Server", Outcome.FAIL, str(error), "set NEO4J_PASSWORD_FILE, or no NEO4J_URI")
    if found.answers and found.settings is not None:
        finding = f"Neo4j {found.version} answers at {found.settings.uri}"
        return Check("Server", Outcome.OK, f"{finding} ({found.settings.origin})")
    if found.settings is None:
        return Check("Server", Outcome.WARN, "not running", "`proxygraph up` starts it")
    return Check("Server", Outcome.FAIL, found.problem, _server_advice(found))


def graph_data_science(home: Home) -> Check:
    """Whether the server in use has Graph Data Science."""
    try:
        found = overview(home)
    except NoServerError:
        found = Overview(None, None)
    if found.settings is None or not found.answers:
        return Check("GDS", Outcome.WARN, "no server to ask")
    version = found.facts.gds if found.facts else ""
    if not version:
        outcome = Outcome.WARN if found.local is None else Outcome.FAIL
        return Check("GDS", outcome, "the server has no Graph Data Science", GDS_ADVICE)
    return Check("GDS", Outcome.OK, version)


def _server_advice(found: Overview) -> str:
    if found.local is None:
        return "correct NEO4J_URI and its password, or unset it to use the local server"
    return "`proxygraph down`, then `proxygraph up`"


def _unreachable(url: str) -> str:
    from requests import RequestException

    from proxygraph.runtime.web import web_session

    try:
        with web_session() as session:
            session.head(url, timeout=REACH_SECONDS, allow_redirects=True)
    except RequestException as error:
        return f"{url} cannot be reached ({type(error).__name__})"
    return ""
