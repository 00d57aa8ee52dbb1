"""What docker/ promises: closed ports, no password in a file, nobody root, versions that agree."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphdb.connection import Graph
from graphdb.settings import Settings, settings_from_environment
from proxygraph.runtime.configuration import server_settings
from proxygraph.runtime.lockfile import locked_versions
from proxygraph.runtime.memory import Memory, parse_size
from proxygraph.runtime.ports import Ports
from tests.conftest import container_engine_answers, server_choice

ROOT = Path(__file__).resolve().parents[2]
DOCKER = ROOT / "docker"
VARIABLE = re.compile(r"\$\{(PROXYGRAPH_\w+):-([^}]*)\}")
NOT_SETTINGS = {"NEO4J_AUTH_FILE", "NEO4J_PLUGINS"}
CLOSED = (
    "dbms.security.allow_csv_import_from_file_urls",
    "dbms.security.procedures.unrestricted",
    "dbms.usage_report.enabled",
    "client.allow_telemetry",
    "server.bolt.telemetry.enabled",
    "server.fleet_discovery.enabled",
)
WHY_NOT = (
    "PROXYGRAPH_TEST_SERVER names another server"
    if container_engine_answers()
    else "no container engine answers"
)


def composed(**environment: str) -> dict[str, Any]:
    """The compose file as an engine reads it, with these variables set."""
    text = (DOCKER / "compose.yaml").read_text(encoding="utf-8")
    filled = VARIABLE.sub(lambda found: environment.get(found[1]) or found[2], text)
    assert "${" not in filled, "every variable has a default"
    document: dict[str, Any] = yaml.safe_load(filled)
    return document


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = composed()["services"]
    return found


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with their arguments, continued lines joined."""
    text = (DOCKER / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split(None, 1) for line in text.splitlines()]
    return [(line[0], line[1]) for line in lines if len(line) == 2 and line[0] != "#"]


def arguments(name: str) -> list[str]:
    return [argument for instruction, argument in instructions() if instruction == name]


def copied() -> set[str]:
    """What the Dockerfile takes from the sources."""
    lines = [line.split() for line in arguments("COPY") if "--from=" not in line]
    return {name for *names, _target in lines for name in names}


def neo4j_settings(**environment: str) -> dict[str, str]:
    """The environment turned into settings, as the image's start script does it."""
    variables = composed(**environment)["services"]["neo4j"]["environment"]
    return {
        name.removeprefix("NEO4J_").replace("_", ".").replace("..", "_"): value
        for name, value in variables.items()
        if name not in NOT_SETTINGS
    }


def test_ports_are_bound_to_loopback() -> None:
    assert services()["neo4j"]["ports"] == ["127.0.0.1:7687:7687", "127.0.0.1:7474:7474"]
    assert "ports" not in services()["load"]


def test_ports_come_from_the_environment() -> None:
    neo4j = composed(PROXYGRAPH_BOLT_PORT="0", PROXYGRAPH_HTTP_PORT="8474")["services"]["neo4j"]
    assert neo4j["ports"] == ["127.0.0.1:0:7687", "127.0.0.1:8474:7474"]
    told = neo4j_settings(PROXYGRAPH_BOLT_PORT="9687", PROXYGRAPH_HTTP_PORT="8474")
    assert told["server.bolt.advertised_address"] == "localhost:9687"
    assert told["server.http.advertised_address"] == "localhost:8474"


@pytest.mark.parametrize("name", services())
def test_every_image_is_pinned_by_tag(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9./-]+:\d+\.\d+\.\d+[\w.-]*", services()[name]["image"])


def test_base_images_are_pinned_by_tag() -> None:
    bases = {line.split()[0] for line in arguments("FROM")}
    assert len(bases) == 1, "both stages need the same Python"
    assert re.fullmatch(r"python:3\.13\.\d+-slim-\w+", bases.pop())


def test_the_server_is_the_one_that_the_jar_lock_names() -> None:
    tag = services()["neo4j"]["image"].removeprefix("neo4j:")
    assert tag.split("-") == [locked_versions().neo4j, "community", "trixie"]


def test_the_service_is_the_version_of_these_sources() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert services()["load"]["image"] == f"proxygraph:{project['version']}"
    assert f"--tag proxygraph:{project['version']} " in (DOCKER / "Dockerfile").read_text("utf-8")


def test_the_container_is_as_closed_as_the_local_server() -> None:
    local = server_settings(Ports(http=1, bolt=2), Memory(heap="1g", page_cache="1g"))
    inside = neo4j_settings()
    assert {name: inside[name] for name in CLOSED} == {name: local[name] for name in CLOSED}


def test_graph_data_science_is_asked_for() -> None:
    assert services()["neo4j"]["environment"]["NEO4J_PLUGINS"] == '["graph-data-science"]'


def test_memory_fits_into_the_limit() -> None:
    inside = neo4j_settings()
    limit = services()["neo4j"]["deploy"]["resources"]["limits"]["memory"]
    used = [inside["server.memory.heap.max_size"], inside["server.memory.pagecache.size"]]
    assert sum(map(parse_size, used)) + parse_size("1g") <= parse_size(limit)


@pytest.mark.parametrize("name", services())
def test_nobody_has_privileges_or_all_of_the_machine(name: str) -> None:
    service = services()[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}


def test_neo4j_runs_as_its_own_account_and_comes_back() -> None:
    neo4j = services()["neo4j"]
    assert neo4j["user"] == "7474:7474"
    assert neo4j["restart"] == "unless-stopped"
    assert "data:/data" in neo4j["volumes"]
    assert "data" in composed()["volumes"]


def test_the_health_check_asks_both_ports_without_a_password() -> None:
    check = services()["neo4j"]["healthcheck"]
    asked = check["test"][-1]
    assert "http://127.0.0.1:7474/" in asked
    assert "/dev/tcp/127.0.0.1/7687" in asked
    assert "secret" not in asked
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


def test_the_load_is_asked_for_waits_runs_once_and_writes_nowhere() -> None:
    load = services()["load"]
    assert load["profiles"] == ["load"]
    assert load["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert load["restart"] == "no"
    assert load["read_only"] is True
    assert "volumes" not in load
    assert [mount.split(":")[0] for mount in load["tmpfs"]] == ["/tmp"]  # noqa: S108
    assert "noexec" in load["tmpfs"][0]


def test_the_load_command_is_one_that_proxygraph_has() -> None:
    from click.testing import CliRunner

    from proxygraph.cli import HELP_NAMES
    from proxygraph.cli.load import command

    verb, source, path, *options = services()["load"]["command"]
    assert (verb, source) == ("load", "tables")
    assert f'ln -s "$dataset" {path}' in " ".join(arguments("RUN"))
    shown = CliRunner().invoke(command, ["--help"], help_option_names=HELP_NAMES).output
    assert all(option in shown for option in options if option.startswith("--"))


def test_the_load_finds_the_server_and_its_password(tmp_path: Path) -> None:
    (tmp_path / "neo4j_password").write_text("of-the-file\n")
    load = services()["load"]
    mounted = "/run/secrets/" + load["secrets"][0]
    assert load["environment"]["NEO4J_PASSWORD_FILE"] == mounted
    there = {"NEO4J_PASSWORD_FILE": str(tmp_path / "neo4j_password")}
    found = settings_from_environment(load["environment"] | there)
    assert found is not None
    assert (found.uri, found.username) == ("bolt://neo4j:7687", "neo4j")
    assert found.password == "of-the-file"


def test_passwords_are_only_in_secret_files() -> None:
    for service in services().values():
        for name, value in service["environment"].items():
            if re.search("AUTH|PASSWORD", name):
                assert name.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    files = {name: secret["file"] for name, secret in composed()["secrets"].items()}
    assert files == {
        "neo4j_auth": "./secrets/neo4j_auth",
        "neo4j_password": "./secrets/neo4j_password",
    }
    assert "secrets/" in (DOCKER / ".gitignore").read_text("utf-8").splitlines()


class TestDockerfile:
    def test_the_service_is_not_root(self) -> None:
        account, group = arguments("USER")[-1].split(":")
        assert int(account) > 0
        assert int(group) > 0
        made = " ".join(arguments("RUN"))
        assert f"useradd --uid {account} --gid {group}" in made, "a name, which the lock notes"

    def test_it_starts_proxygraph(self) -> None:
        assert arguments("ENTRYPOINT") == ['["proxygraph"]']

    def test_packages_are_checked_against_the_lock(self) -> None:
        installs = [run for run in arguments("RUN") if "pip install" in run]
        assert "--require-hashes -r requirements.lock" in installs[0]
        assert all("--no-deps" in run for run in installs[1:])

    def test_it_copies_all_that_the_wheel_is_made_of(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
        wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
        files = {project["project"]["readme"], *project["project"]["license-files"]}
        assert {*wheel["packages"], *wheel["force-include"], *files} <= copied()

    def test_the_ignore_file_lets_through_what_is_copied_and_nothing_else(self) -> None:
        lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
        rules = [line for line in lines if line and not line.startswith("#")]
        assert rules[0] == "*"
        assert {rule[1:] for rule in rules if rule.startswith("!")} == copied()
        assert all((ROOT / name).exists() for name in copied())


class TestSecrets:
    def make(self, folder: Path) -> subprocess.CompletedProcess[str]:
        script = DOCKER / "make-secrets.sh"
        return subprocess.run(
            ["sh", script, folder], capture_output=True, text=True, timeout=30, check=False
        )

    def test_both_files_hold_one_password_that_only_the_owner_reaches(self, tmp_path: Path) -> None:
        folder = tmp_path / "secrets"
        made = self.make(folder)
        assert made.returncode == 0, made.stderr
        password = (folder / "neo4j_password").read_text().strip()
        assert re.fullmatch("[0-9a-f]{48}", password)
        assert (folder / "neo4j_auth").read_text().strip() == f"neo4j/{password}"
        assert password not in made.stdout + made.stderr
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "neo4j_auth").stat().st_mode & 0o777 == 0o444

    def test_every_password_is_another(self, tmp_path: Path) -> None:
        for name in ("one", "two"):
            self.make(tmp_path / name)
        one, two = (tmp_path / name / "neo4j_password" for name in ("one", "two"))
        assert one.read_text() != two.read_text()

    @pytest.mark.parametrize("there", ["neo4j_auth", "neo4j_password"])
    def test_a_secret_that_is_there_is_kept(self, tmp_path: Path, there: str) -> None:
        (tmp_path / there).write_text("older\n")
        made = self.make(tmp_path)
        assert made.returncode == 1
        assert f"{there} is there already" in made.stderr
        assert [path.name for path in tmp_path.iterdir()] == [there]
        assert (tmp_path / there).read_text() == "older\n"


@pytest.mark.server
@pytest.mark.skipif(server_choice() != "docker", reason=WHY_NOT)
def test_the_container_is_the_locked_server_with_graph_data_science(server: Settings) -> None:
    with Graph(server) as graph:
        kernel = graph.read("schema/ping")[0]
        plugin = graph.read("checks/gds_version")[0]["version"]
    assert (kernel["version"], kernel["edition"]) == (locked_versions().neo4j, "community")
    assert plugin.split(".")[:2] == locked_versions().gds.split(".")[:2]
