"""The server that tests run against: a container where an engine answers, else a local one."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from graphdb import environment
from graphdb.connection import Graph
from graphdb.errors import NoServerError
from graphdb.settings import Settings
from proxygraph.runtime.home import Home, default_home
from proxygraph.runtime.server import ensure_server, stop_server
from tests.chromium import CHROMIUM, FLAGS, PATIENCE

ROOT = Path(__file__).resolve().parent.parent
CHOICE = "PROXYGRAPH_TEST_SERVER"
"""Environment variable that forces ``docker`` or ``local``."""

KEPT = (CHOICE, "PROXYGRAPH_TEST_DATA", "PROXYGRAPH_JARS_LOCK", "PROXYGRAPH_MAVEN_URL")
"""What a test run takes from whoever starts it, beside the memory of its server."""

MEMORY = {
    "PROXYGRAPH_HEAP": os.environ.get("PROXYGRAPH_HEAP", "1g"),
    "PROXYGRAPH_PAGECACHE": os.environ.get("PROXYGRAPH_PAGECACHE", "256m"),
}
CACHE = default_home().cache

for name in [name for name in os.environ if name.startswith(("NEO4J_", "PROXYGRAPH_"))]:
    if name not in KEPT:  # Tests never touch the server of whoever runs them, nor its settings.
        del os.environ[name]
os.environ["PROXYGRAPH_CONFIG"] = os.devnull
direct = ("127.0.0.1", "localhost", os.environ.get("NO_PROXY") or os.environ.get("no_proxy") or "")
os.environ["NO_PROXY"] = os.environ["no_proxy"] = ",".join(filter(None, direct))
hypothesis.settings.register_profile(
    "the same on every machine",
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("the same on every machine")
environment.DOTENV = ".env of nobody"


@cache
def container_engine_answers() -> bool:
    """Tell whether a Docker engine, not just its client, answers."""
    if shutil.which("docker") is None:
        return False
    questions = (
        ["docker", "info", "--format", "{{.ServerVersion}}"],
        ["docker", "compose", "version"],
    )
    return all(_succeeds(question) for question in questions)


def _succeeds(command: list[str]) -> bool:
    try:
        asked = subprocess.run(command, capture_output=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return False
    return asked.returncode == 0 and bool(asked.stdout.strip())


@cache
def server_choice() -> str:
    forced = os.environ.get(CHOICE, "")
    if forced:
        return forced
    return "docker" if container_engine_answers() else "local"


def pytest_report_header() -> str:
    why = "a Docker engine answers" if container_engine_answers() else "no Docker engine answers"
    return f"Neo4j for server tests: {server_choice()} ({why})"


@pytest.fixture(scope="session")
def docker_compose_file() -> str:
    return str(ROOT / "docker" / "compose.yaml")


@pytest.fixture(scope="session", autouse=True)
def _home_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What does not say otherwise finds a home without a server, and the jars of this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PROXYGRAPH_HOME", str(tmp_path_factory.mktemp("nobody") / "home"))
        patch.setenv("PROXYGRAPH_CACHE", str(CACHE))
        yield


@pytest.fixture(scope="session")
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Settings]:
    """The settings of a Neo4j that belongs to this test run alone."""
    if server_choice() == "docker":
        yield _container(request, tmp_path_factory)
        return
    home = Home(tmp_path_factory.mktemp("neo4j") / "home", CACHE)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for variable, size in MEMORY.items():
                patch.setenv(variable, size)
            started = ensure_server(home)
        yield started
    finally:
        stop_server(home)


def _container(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    secrets = tmp_path_factory.mktemp("secrets")
    password = "a-password-for-tests"
    for variable, name, text in (
        ("PROXYGRAPH_AUTH_FILE", "neo4j_auth", f"neo4j/{password}\n"),
        ("PROXYGRAPH_PASSWORD_FILE", "neo4j_password", f"{password}\n"),
    ):
        (secrets / name).write_text(text)
        (secrets / name).chmod(0o444)  # Read in the container by users with other ids.
        os.environ[variable] = str(secrets / name)
    os.environ["PROXYGRAPH_BIND_ADDRESS"] = "127.0.0.1"
    os.environ["PROXYGRAPH_BOLT_PORT"] = "0"
    os.environ["PROXYGRAPH_HTTP_PORT"] = "0"
    services = request.getfixturevalue("docker_services")
    port = services.port_for("neo4j", 7687)
    settings = Settings(f"bolt://127.0.0.1:{port}", "neo4j", password, origin="test container")
    services.wait_until_responsive(lambda: _answers(settings), timeout=180, pause=1)
    return settings


def _answers(settings: Settings) -> bool:
    try:
        with Graph(settings) as graph:
            graph.verify()
    except NoServerError:
        return False
    return True


@pytest.fixture
def graph(server: Settings) -> Iterator[Graph]:
    """An open graph on the test server, emptied of all data (its constraints stay)."""
    with Graph(server) as opened:
        empty(opened, server)
        yield opened


def empty(opened: Graph, settings: Settings) -> None:
    """Remove all data, having made sure that the server is this test run's own."""
    if settings.origin != "test container":
        home = opened.read("testing/server_home")[0]["value"]
        assert settings.origin.endswith(home), f"{home} is not the server of this test run"
    opened.outside_transaction("testing/remove_everything")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium, driven from outside; without either the tests are skipped and say so."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=PATIENCE)
        yield opened
        opened.close()
