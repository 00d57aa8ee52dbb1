"""The report on the real server: what it says, that it trusts no name, how it works in Chromium."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.cli import run
from proxygraph.reports.report.findings import Findings, Wish, findings
from proxygraph.reports.report.render import html, markdown
from proxygraph.reports.report.rows import client_rows, event_rows, portfolio_rows, rank_rows
from proxygraph.reports.report.webbing import document
from tests.chromium import CHROMIUM
from tests.conftest import empty
from tests.reports.report_world import AT, HOSTILE, write_world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def loaded(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The small world with hostile names, loaded once for this module."""
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", write_world(tmp_path_factory.mktemp("world")), "small")
        yield opened
        empty(opened, server)


@pytest.fixture(scope="module")
def found(loaded: Graph) -> Findings:
    return findings(loaded, Wish(AT, draws=50))


@pytest.fixture(scope="module")
def text(found: Findings) -> str:
    return html(found)


@pytest.fixture(autouse=True)
def at_the_test_server(server: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)


def bare(name: str) -> str:
    return name.replace(HOSTILE, "")


class TestFindings:
    def test_who_had_what_and_who_has_it_a_year_later(self, found: Findings) -> None:
        assert found.observed
        assert found.observed.case.removed == {"person/aide"}  # Died on the same day.
        rows = {
            (bare(row.name), tuple(map(bare, row.before)), tuple(map(bare, row.after)), row.fate)
            for row in portfolio_rows(found.observed)
        }
        assert rows == {
            (
                "File: Proxy",
                ("Old (policy, in person)",),
                ("Heir (liaison, in person)",),
                "reassigned",
            ),
            ("Force", ("Old",), ("New, with the office",), "inherited"),
            ("Proxy", ("Old",), ("Heir",), "reassigned"),
        }

    def test_clients_with_support_chain_strength_and_newest_evidence(self, found: Findings) -> None:
        proxy, denied = client_rows(found)
        assert (bare(proxy.name), bare(proxy.country)) == ("Proxy", "Iraq")
        kinds = ("weapons", "training")
        from graphdb.vocabulary import SUPPORT_TYPES

        assert proxy.support == tuple(kind in kinds for kind in SUPPORT_TYPES)
        assert [bare(one) for one in proxy.chain] == ["Force (informal)"]
        assert [bare(one) for one in proxy.strength] == ["1,000–3,000 (Publisher, 2019-06)"]
        assert [bare(one) for one in proxy.consent] == ["consent tolerated in fact: Anbar"]
        assert (proxy.control, proxy.newest, proxy.stance) == ("directs", "2019-12-01", "")
        assert (bare(denied.name), denied.stance) == ("Denied", "only denied or doubted")

    def test_the_timeline_begins_six_days_before_and_marks_what_is_contested(
        self, found: Findings
    ) -> None:
        assert (found.wish.period.first, found.wish.period.last) == (
            date(2019, 12, 27),
            date(2021, 1, 1),
        )
        (attack,) = event_rows(found)
        assert bare(attack.heading) == "2019-12-27  Attack"
        assert attack.contested

    def test_the_ranking_has_intervals(self, found: Findings) -> None:
        first = rank_rows(found, 1)[0]
        assert bare(first.name) == "Old"
        assert re.fullmatch(r"\d+–\d+", first.ranks)
        low, at, high = first.at
        assert 0 <= low <= high <= 1
        assert 0 <= at <= 1

    def test_ties_are_told_day_by_day(self, found: Findings) -> None:
        told = document(found.web)
        names = [bare(one[0]) for one in told["vertices"]]  # type: ignore[index,union-attr]
        days = told["days"]
        assert isinstance(days, list)

        def on(day: str) -> set[tuple[str, str]]:
            ties: Any = told["ties"]
            when: Any = told["when"]
            return {(names[ties[n][0]], names[ties[n][1]]) for n in when[days.index(day)]}

        assert ("Old", "Force") in on("2020-01-02")
        assert ("New", "Force") not in on("2020-01-02")
        assert ("New", "Force") in on("2020-07-01")
        assert not any("Old" in pair for pair in on("2020-07-01"))
        assert ("Heir", "Proxy") in on("2020-07-01")

    def test_what_the_last_load_did_is_told(self, found: Findings) -> None:
        assert found.reload
        assert found.reload.changed == found.reload.last
        assert found.reload.last.claims_added == 18

    def test_a_graph_without_succession_says_so(self, loaded: Graph) -> None:
        alone = findings(loaded, Wish(date(2018, 1, 2), draws=0))
        assert alone.observed is None
        assert "Nobody in the network of that day is on record as followed" in html(alone)

    def test_known_by_leaves_out_what_was_said_later(self, loaded: Graph) -> None:
        told = findings(loaded, Wish(date(2020, 7, 1), date(2020, 6, 1), draws=0))
        pairs = {(tie.source, tie.target) for tie in told.web.ties}
        assert ("person/heir", "organization/proxy") not in pairs
        assert "source/later" not in told.web.cited


class _Tags(HTMLParser):
    """Elements and attributes of a page, those inside scripts left out as a browser does."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


class TestPage:
    def test_no_name_becomes_markup(self, text: str) -> None:
        tags = _Tags()
        tags.feed(text)
        names = {name for name, _ in tags.found}
        assert "img" not in names
        assert {name for _, given in tags.found for name in given if name.startswith("on")} == set()
        assert text.count("</script>") == 3
        assert escape(HOSTILE + "Proxy", quote=False).split("onerror")[0] in text
        assert (
            "49" not in re.sub(r"<script.*", "", text.partition("<main>")[2], flags=re.DOTALL)[:200]
        )

    def test_the_policy_allows_the_scripts_and_styles_of_the_page_alone(self, text: str) -> None:
        given = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert given
        rules = dict(
            rule.split(" ", 1) for rule in given.group(1).replace("&#39;", "'").split("; ")
        )
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in given.group(1)
        for rule, tag in (("script-src", "script"), ("style-src", "style")):
            for body in re.findall(rf"<{tag}(?: id=\"\w+\")?>(.*?)</{tag}>", text, re.DOTALL):
                digest = b64encode(sha256(body.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in rules[rule]

    def test_nothing_is_fetched_from_anywhere(self, text: str) -> None:
        tags = _Tags()
        tags.feed(text)
        loading = {"script", "link", "img", "iframe", "source", "object", "embed"}
        assert [given for tag, given in tags.found if tag in loading and given.get("src")] == []
        assert "link" not in {tag for tag, _ in tags.found}

    def test_only_web_addresses_become_links(self, found: Findings) -> None:
        told: Any = document(found.web)["sources"]
        addresses = {bare(title): address for title, address in told}
        assert addresses["Title. Publisher, 2019-12-01".replace("Publisher", "Publisher")] is None

    def test_headings_landmarks_and_names_for_what_is_heard(self, text: str) -> None:
        tags = _Tags()
        tags.feed(text)
        sections = [given for tag, given in tags.found if tag == "section"]
        ids = {given.get("id") for _, given in tags.found}
        assert {given["id"] for given in sections} == {
            "had", "clients", "timeline", "map", "network", "ranking", "succession", "changes",
            "method",
        }  # fmt: skip
        assert {given["aria-labelledby"] for given in sections} <= ids
        assert all(given.get("scope") for tag, given in tags.found if tag == "th")
        assert [given for tag, given in tags.found if tag == "html"] == [{"lang": "en"}]

    def test_markdown_has_the_tables_and_no_markup(self, found: Findings) -> None:
        told = markdown(found)
        assert "<img" not in told
        assert "## Clients by support, control, chain, consent and strength" in told
        header = next(line for line in told.splitlines() if line.startswith("| client"))
        row = next(line for line in told.splitlines() if "Proxy |" in line and "weapons" in line)
        assert re.sub(r"\\.", "", row).count("|") == header.count("|")


class TestVerb:
    def test_it_writes_the_page_and_says_what_it_is_about(
        self, loaded: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "report.html"
        given = ["report", str(target), "--at", "2020-01-02", "--draws", "0", "--json"]
        assert run(given) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["bytes"] == target.stat().st_size
        assert (told["sponsor"], told["succession"]) == (
            "state/sponsor",
            ["person/old", "person/new"],
        )

    def test_sponsor_and_succession_can_be_named(self, loaded: Graph, tmp_path: Path) -> None:
        target = tmp_path / "report.md"
        given = ["report", str(target), "--at", "2020-01-02", "--draws", "0"]
        given += ["--succession", "person/old", "person/new", "--with", "person/heir"]
        assert run([*given, "--sponsor", "state/sponsor"]) == 0
        assert "Heir" in target.read_text(encoding="utf-8").partition("→")[0]

    def test_another_ending_is_wrong_usage(self, tmp_path: Path) -> None:
        assert run(["report", str(tmp_path / "report.docx")]) == 2

    @pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
    @pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
    def test_print_forms_are_made_by_chromium(
        self, loaded: Graph, tmp_path: Path, ending: str, begins: bytes
    ) -> None:
        target = tmp_path / f"report.{ending}"
        assert run(["report", str(target), "--at", "2020-01-02", "--draws", "0"]) == 0
        content = target.read_bytes()
        assert content.startswith(begins)
        assert len(content) > 10_000

    def test_without_chromium_it_says_what_to_do(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        from proxygraph.reports.report import printing

        monkeypatch.setattr(printing, "BROWSERS", ("no-such-browser",))
        with pytest.raises(printing.NoBrowserError, match=r"write OUT\.html"):
            printing.print_page("<p>", tmp_path / "a.pdf", "pdf")


@pytest.fixture
def opened(browser: Browser, text: str, tmp_path: Path) -> Iterator[Page]:
    """The page in a tab; whatever goes wrong in it, or leaves the machine, fails the test."""
    target = tmp_path / "report.html"
    target.write_text(text, encoding="utf-8")
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong: list[str] = []
    tab.on("console", lambda message: wrong.append(message.text))
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.on("dialog", lambda dialog: wrong.append(dialog.message))
    tab.on("request", lambda sent: wrong.extend([sent.url] * (not sent.url.startswith("file:"))))
    tab.goto(target.as_uri())
    tab.wait_for_selector("html[data-ready=yes]")
    yield tab
    for frame in tab.frames:
        assert frame.evaluate("window.broken") is None
    tab.close()
    assert wrong == []


def in_sight(page: Page, part: str) -> Locator:
    """Scroll to a part and let the screen follow: what is clicked in that moment may go astray.

    The map is a sandboxed frame, and Chromium sends it clicks by where it stood when last drawn.
    """
    found = page.locator(part)
    found.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    return found


class TestBrowser:
    def test_the_first_screen_has_the_three_things(self, opened: Page) -> None:
        for part in ("had", "clients", "timeline"):
            box = opened.locator(f"#{part}").bounding_box()
            assert box
            assert box["y"] + box["height"] <= 900
            assert HOSTILE.strip()[:20] in opened.locator(f"#{part}").inner_text()

    def test_search_shows_claims_and_sources(self, opened: Page) -> None:
        opened.locator("#find").fill("old")
        opened.keyboard.press("Enter")
        panel = opened.locator("#panel")
        assert panel.locator("h3").inner_text() == HOSTILE + "Old"
        summary = panel.locator("summary", has_text="Proxy")
        assert "handles, tied to" in summary.inner_text()
        summary.focus()
        opened.keyboard.press("Enter")  # A details element opens by keyboard.
        panel.locator("details[open] li").first.wait_for()
        said = panel.locator("details[open]").inner_text()
        assert "Title" in said
        assert "confidence" in said
        assert panel.locator("a[href^='javascript']").count() == 0

    def test_one_can_go_from_actor_to_actor(self, opened: Page) -> None:
        in_sight(opened, "#find").fill("aide")
        in_sight(opened, "#found button").click()
        panel = opened.locator("#panel")
        in_sight(opened, "#panel summary").click()
        in_sight(opened, "#panel button").click()
        assert panel.locator("h3").inner_text() == HOSTILE + "Old"

    def test_a_click_on_the_drawing_chooses(self, opened: Page) -> None:
        in_sight(opened, "#canvas")
        at = opened.evaluate(
            "(() => { const node = window.network.nodes()"
            ".filter((n) => n.data('name').endsWith('Force'))[0].renderedPosition();"
            " const box = document.getElementById('canvas').getBoundingClientRect();"
            " return [box.left + node.x, box.top + node.y]; })()"
        )
        opened.mouse.click(*at)
        assert opened.locator("#panel h3").inner_text() == HOSTILE + "Force"

    def test_relations_day_and_probability_filter(self, opened: Page) -> None:
        def ties() -> set[tuple[str, str]]:
            pairs = opened.evaluate(
                "window.network.edges().map((e) => "
                "[e.source().data('name'), e.target().data('name')])"
            )
            return {(bare(a), bare(b)) for a, b in pairs}

        def pairs_of(word: str) -> set[frozenset[str]]:
            return {frozenset(pair) for pair in ties() if word in pair}

        assert frozenset({"Aide", "Old"}) in pairs_of("Aide")
        opened.locator("#relations label", has_text="tied to").locator("input").uncheck()
        assert pairs_of("Aide") == set()
        opened.locator("#relations label", has_text="tied to").locator("input").check()
        opened.locator("#day").select_option(label="2020-07-01")
        assert pairs_of("Old") == set()
        assert frozenset({"Heir", "Proxy"}) in pairs_of("Heir")
        opened.locator("#least").fill("1")
        assert ties() == set()
        assert opened.locator("#count").inner_text() == "2020-07-01: 0 actors, 0 ties"

    def test_the_map_is_drawn_inside(self, opened: Page) -> None:
        in_sight(opened, "#map-frame")
        inside = opened.frame_locator("#map-frame")
        inside.locator('.unit[data-id="location/anbar"]').click()
        assert inside.locator("#panel h3").all_inner_texts() == [HOSTILE + "Proxy"]

    def test_everything_is_reached_by_keyboard(self, opened: Page) -> None:
        opened.keyboard.press("Tab")
        assert opened.evaluate("document.activeElement.className") == "skip"
        reached = set()
        for _ in range(40):
            opened.keyboard.press("Tab")
            reached.add(
                opened.evaluate(
                    "document.activeElement.id || document.activeElement.getAttribute('aria-label')"
                )
            )
        wanted = {"Portfolios", "Matrix of clients", "Events", "day", "find", "least", "sure"}
        assert wanted <= reached

    def test_print_shows_all_rows(self, opened: Page) -> None:
        opened.emulate_media(media="print")
        style = "getComputedStyle(document.querySelector('#clients .scroll')).overflow"
        assert opened.evaluate(style) == "visible"
        assert not opened.locator("nav").is_visible()

    def test_a_narrow_screen_needs_no_sideways_scrolling(self, opened: Page) -> None:
        opened.set_viewport_size({"width": 420, "height": 860})
        assert opened.evaluate("document.documentElement.scrollWidth") <= 424

    def test_what_is_on_the_screen_is_a_network(self, opened: Page, tmp_path: Path) -> None:
        pytest.importorskip("matplotlib", reason="matplotlib reads the screenshot")
        from matplotlib.image import imread

        opened.locator("#canvas").scroll_into_view_if_needed()
        picture = tmp_path / "canvas.png"
        opened.locator("#canvas").screenshot(path=picture)
        pixels = (imread(picture)[:, :, :3] * 255).round().reshape(-1, 3)
        for colour in ((0, 114, 178), (230, 159, 0)):  # A person, an organization.
            assert (abs(pixels - colour).max(axis=1) <= 3).any()


class TestCurated:
    def test_the_curated_page_is_small_and_tells_of_the_houthis(
        self, server: Settings, loaded: Graph, tmp_path: Path, browser: Browser
    ) -> None:
        from proxygraph.dataset import NAME, curated_dataset

        load(loaded, "tables", curated_dataset(), NAME)
        told = findings(loaded, Wish(AT, datasets=(NAME,), draws=200))
        assert told.clients
        assert told.clients.sponsor == "state/iran"
        assert told.observed
        had = {(row.name, row.fate, row.after) for row in portfolio_rows(told.observed)}
        # Hassan Irloo came to Sanaa as ambassador in October 2020.
        assert ("Houthis (Ansar Allah)", "reassigned", ("Hassan Irloo",)) in had
        events = event_rows(told)
        assert "K-1 base" in events[0].heading
        assert events[0].contested
        page = html(replace(told))
        assert len(page.encode()) < 5_000_000
        target = tmp_path / "curated.html"
        target.write_text(page, encoding="utf-8")
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        wrong: list[str] = []
        tab.on("console", lambda message: wrong.append(message.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(target.as_uri())
        tab.wait_for_selector("html[data-ready=yes]")
        tab.locator("#find").fill("soleimani")
        tab.keyboard.press("Enter")
        assert tab.locator("#panel summary").count() > 20
        assert tab.locator("#panel h3").inner_text() == "Qasem Soleimani"
        tab.close()
        assert wrong == []
