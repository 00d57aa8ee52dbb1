"""What Browser is given: a style for everything, a guide whose queries exist, a sound archive."""

from __future__ import annotations

import json
import re
import stat
from html import unescape
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import numpy as np
import pytest

from graphdb.model import ACTOR, ENTITY, NODE_TYPES, RELATIONSHIP_TYPES, SYSTEM_LABELS, SYSTEM_TYPES
from graphdb.settings import Settings
from graphdb.statements import statement_names
from proxygraph.browser.address import connected_address, start_address, write_handover
from proxygraph.browser.bundle import (
    BrowserChangedError,
    browser_jar,
    pages,
    prepare_browser,
    web_file,
    write_browser,
)
from proxygraph.browser.export import export
from proxygraph.browser.guide import COMMAND, guide, query_names
from proxygraph.browser.opening import Ready
from proxygraph.browser.queries import code, documents, queries, query
from proxygraph.browser.style import FAMILIES, LABELS, contrast, grass, rules
from proxygraph.cli import run
from proxygraph.runtime.configuration import server_settings
from proxygraph.runtime.home import Home
from proxygraph.runtime.listening import Listening
from proxygraph.runtime.memory import Memory
from proxygraph.runtime.ports import Ports, free_port

FIRST_PAGE = "<html><head></head><body><script src='app.js'></script></body></html>"

# Machado, Oliveira and Fernandes 2009, severity 1.0: what people without one kind of cone see.
WITHOUT_CONES = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "all cones": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}
XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def lab(colour: str, eyes: str) -> np.ndarray:
    """CIE L*a*b* of a colour (D65) as these eyes see it."""
    coded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(WITHOUT_CONES[eyes]) @ linear, 0, 1)
    x, y, z = np.cbrt(np.array(XYZ) @ seen / [0.9505, 1.0, 1.089])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home whose cache has something with the shape of Browser's jar."""
    made = Home(tmp_path / "home", tmp_path / "cache")
    made.create()
    write_jar(made.cache / browser_jar().path, FIRST_PAGE)
    return made


def write_jar(path: Path, first_page: str) -> None:
    path.parent.mkdir(parents=True)
    with ZipFile(path, "w") as jar:
        jar.writestr("META-INF/", "")
        jar.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0")
        jar.writestr("browser/", "")
        jar.writestr("browser/index.html", first_page)
        jar.writestr("browser/app.js", "// the application")


class TestStyle:
    def test_everything_that_the_model_declares_has_a_style(self) -> None:
        labels = {ENTITY, ACTOR, *NODE_TYPES, *(system.label for system in SYSTEM_LABELS)}
        wanted = {f"node.{label}" for label in labels} | {
            f"relationship.{name}" for name in (*RELATIONSHIP_TYPES, *SYSTEM_TYPES)
        }
        assert set(rules()) == wanted | {"node", "relationship"}

    def test_a_label_of_its_own_comes_after_those_above_it(self) -> None:
        order = list(rules())
        for label in NODE_TYPES:
            assert order.index(f"node.{label}") > order.index(f"node.{ACTOR}")

    @pytest.mark.parametrize("eyes", WITHOUT_CONES)
    @pytest.mark.parametrize("colours", [LABELS, FAMILIES], ids=["labels", "claims"])
    def test_colours_differ_to_any_eyes(self, colours: dict[str, str], eyes: str) -> None:
        near = {
            (one, other): round(
                float(np.linalg.norm(lab(colours[one], eyes) - lab(colours[other], eyes)))
            )
            for one, other in combinations(colours, 2)
        }
        assert {pair: d for pair, d in near.items() if d < 10} == {}  # 2.3 is just noticeable.

    @pytest.mark.parametrize("selector", [name for name in rules() if name.startswith("node")])
    def test_letters_stand_out_from_their_node(self, selector: str) -> None:
        style = rules()[selector]
        assert contrast(style["text-color-internal"], style["color"]) >= 4.5

    def test_contrast_is_that_of_the_standard(self) -> None:
        assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
        assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)

    def test_captions_name_properties_that_exist(self) -> None:
        own = {label: {p.name for p in node.properties} for label, node in NODE_TYPES.items()}
        for label, known in own.items():
            assert set(re.findall(r"{(\w+)}", rules()[f"node.{label}"]["caption"])) <= known
        for name, kind in RELATIONSHIP_TYPES.items():
            found = re.findall(r"{(\w+)}", rules()[f"relationship.{name}"]["caption"])
            assert set(found) <= {p.name for p in kind.properties}

    def test_the_file_can_be_read_back(self) -> None:
        found = {
            selector: dict(re.findall(r"^  ([\w-]+): '?(.*?)'?;$", body, re.MULTILINE))
            for selector, body in re.findall(r"^(\S+) {\n(.*?)^}$", grass(rules()), re.M | re.S)
        }
        assert found == rules()


class TestGuide:
    def test_every_query_is_shown_once(self) -> None:
        assert sorted(query_names()) == list(statement_names("explore"))

    def test_it_has_twelve_slides_each_with_a_heading_and_a_query(self) -> None:
        slides = re.findall(r"<slide>(.*?)</slide>", guide(), re.DOTALL)
        assert len(slides) == 12
        assert all("<h3>" in slide and "<pre" in slide for slide in slides)
        assert "{{" not in guide()

    def test_it_shows_the_queries_as_they_are_in_their_files(self) -> None:
        shown = re.findall(r'code runnable">(.*?)</pre>', guide(), re.DOTALL)
        queries = [text for text in map(unescape, shown) if not text.startswith(COMMAND)]
        assert queries == [code(query(name)) for name in query_names()]

    def test_the_day_is_set_before_the_queries_that_take_one(self) -> None:
        for slide in re.findall(r"<slide>(.*?)</slide>", guide(), re.DOTALL):
            if "$at" in slide:
                assert unescape(slide).index(":param at => '2020-01-02'") < slide.index("$at")

    def test_it_names_no_other_host(self) -> None:
        assert re.findall(r"(?:src|href)=|https?:", guide()) == []


class TestSavedQueries:
    def test_they_are_the_files_without_the_list_of_parameters(self) -> None:
        saved = documents(queries(query_names()))
        assert len({one["id"] for one in saved}) == len(statement_names("explore"))
        assert all(one["folder"] == "proxygraph" for one in saved)
        assert all(one["content"].startswith("// ") for one in saved)
        assert all("parameters:" not in one["content"] for one in saved)

    @pytest.mark.parametrize("name", statement_names("explore"))
    def test_each_runs_as_it_stands_or_says_how_to_set_its_day(self, name: str) -> None:
        found = query(name)
        assert set(re.findall(r"\$(\w+)", found.text)) <= {"at"}
        assert ("$at" in found.text) == (":param at => '2020-01-02'" in found.text)


class TestArchive:
    def test_it_has_browser_and_the_pages_and_nothing_else(self, home: Home) -> None:
        assert prepare_browser(home)
        with ZipFile(web_file(home)) as made:
            names = made.namelist()
            first_page = made.read("browser/index.html").decode()
            assert made.read("browser/app.js") == b"// the application"
        own = [f"browser/proxygraph/{name}" for name in pages()]
        assert names == [
            "browser/",
            "browser/index.html",
            "browser/app.js",
            "browser/proxygraph/",
            *own,
        ]
        scripts = re.findall(r"src=[\"'](.*?)[\"']", first_page)
        assert scripts == ["proxygraph/data.js", "proxygraph/setup.js", "app.js"]

    def test_every_folder_stands_before_what_is_in_it(self, home: Home) -> None:
        prepare_browser(home)
        with ZipFile(web_file(home)) as made:
            names = made.namelist()
        assert names[0] == "browser/"  # The server serves what the first entry names.
        for place, name in enumerate(names[1:], 1):
            above = name.rstrip("/").rpartition("/")[0] + "/"
            assert above in names[:place], name

    def test_it_is_made_anew_only_where_its_parts_have_changed(
        self, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert [prepare_browser(home), prepare_browser(home)] == [True, False]
        monkeypatch.setattr("proxygraph.browser.bundle.guide", lambda: "another guide")
        assert prepare_browser(home)
        web_file(home).write_bytes(b"cut off")
        assert prepare_browser(home)
        assert [path.name for path in web_file(home).parent.iterdir()] == [web_file(home).name]

    @pytest.mark.parametrize("first_page", ["<html></html>", "<body><body>"])
    def test_a_browser_that_has_changed_is_refused(self, tmp_path: Path, first_page: str) -> None:
        jar, target = tmp_path / "jars" / "browser.jar", tmp_path / "out.zip"
        write_jar(jar, first_page)
        with pytest.raises(BrowserChangedError, match=re.escape("browser/index.html")):
            write_browser(jar, {}, target)
        assert list(tmp_path.glob("out*")) == []

    def test_the_data_are_a_script_with_the_style_and_the_queries(self) -> None:
        text = pages()["data.js"].removeprefix("window.proxygraph = ").removesuffix(";\n")
        data = json.loads(text)
        assert data["grass"] == rules()
        assert data["documents"] == documents(queries(query_names()))

    def test_the_start_page_has_no_script_of_its_own(self) -> None:
        page = pages()["start.html"]
        assert re.findall(r"<script(?! src=)", page) == []
        assert re.findall(r"\son\w+=", page) == []


class TestAddresses:
    SETTINGS = Settings("bolt://127.0.0.1:7687", "neo4j", 'a"b</script>&#é')

    def test_the_password_stands_in_the_fragment_alone(self) -> None:
        found = urlsplit(connected_address(7474, self.SETTINGS))
        assert found._replace(fragment="").geturl() == start_address(7474)
        given = {"user": ["neo4j"], "password": [self.SETTINGS.password]}
        assert parse_qs(found.fragment) == given

    def test_only_its_owner_reads_the_page_that_hands_it_over(self, home: Home) -> None:
        page = write_handover(home, 7474, self.SETTINGS)
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        text = page.read_text(encoding="utf-8")
        (address,) = re.findall(r"location\.replace\((.*)\);</script>", text)
        assert json.loads(address) == connected_address(7474, self.SETTINGS)
        assert text.count("</script>") == 1


class TestServer:
    @pytest.mark.parametrize(
        ("address", "hosts"),
        [("127.0.0.1", "localhost,127.0.0.1"), ("192.0.2.7", "localhost,127.0.0.1,192.0.2.7")],
    )
    def test_guides_come_from_the_server_alone(self, address: str, hosts: str) -> None:
        settings = server_settings(Ports(7474, 7687), Memory("1g", "256m"), Listening(address))
        assert settings["browser.remote_content_hostname_whitelist"] == hosts


class TestVerb:
    def test_export_writes_everything_for_another_server(
        self, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("proxygraph.browser.export.fetch_jars", lambda jars, cache: ())
        target = tmp_path / "files"
        written = export(target, home)
        assert sorted(written) == sorted(
            path.relative_to(target) for path in target.rglob("*") if path.is_file()
        )
        titles = {path.read_text().splitlines()[0] for path in target.glob("queries/*.cypher")}
        assert titles == {f"// {query(name).title}" for name in statement_names("explore")}
        with ZipFile(target / "queries.zip") as saved:
            assert {Path(name).parent.name for name in saved.namelist()} == {"proxygraph"}
        assert (target / "style.grass").read_text() == grass(rules())
        with ZipFile(target / "neo4j-browser.zip") as made:
            assert made.read("browser/proxygraph/guide.html").decode() == guide()

    def test_the_program_that_opens_the_page_is_not_told_the_password(
        self, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings = Settings("bolt://127.0.0.1:7687", "neo4j", "the-password")
        page = write_handover(home, 7474, settings)
        ready = Ready(connected_address(7474, settings), page, start_address(7474))
        opened: list[str] = []
        monkeypatch.setattr("proxygraph.browser.opening.prepared", lambda: ready)
        monkeypatch.setattr("webbrowser.open", lambda address: not opened.append(address))
        assert run(["browser"]) == 0
        assert opened == [page.as_uri()]
        assert "the-password" not in capsys.readouterr().out
        monkeypatch.setattr("webbrowser.open", lambda address: False)
        assert run(["browser"]) == 1
        assert page.as_uri() in capsys.readouterr().err
        assert run(["browser", "--print"]) == 0
        assert capsys.readouterr().out == f"{ready.address}\n"

    def test_another_server_is_not_opened(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{free_port()}")
        monkeypatch.setenv("NEO4J_PASSWORD", "a password")
        assert run(["browser", "--print"]) == 2
        told = capsys.readouterr()
        assert "--export" in told.err
        assert "a password" not in told.out + told.err
