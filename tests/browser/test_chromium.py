"""Browser as a person uses it: the address opened in Chromium, every slide, every query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from analytics.questions.centrality import centrality
from analytics.scope import Question
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.browser.guide import COMMAND, query_names
from proxygraph.browser.opening import Ready, prepared
from proxygraph.browser.queries import code, query
from proxygraph.browser.style import rules
from proxygraph.cli.demo import EVE
from proxygraph.dataset import NAME, RANK, curated_dataset
from proxygraph.runtime.home import Home, default_home
from proxygraph.written import write_back
from tests.chromium import CHROMIUM, FLAGS, PATIENCE
from tests.conftest import empty, server_choice

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.server

SLIDES = 12
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
"""Whatever should be asked of the world reaches nobody, even where a test would miss it."""


FORBIDDEN = "csp"
"""How Chromium calls a request that the page's policy kept from being sent."""


@pytest.fixture(scope="module")
def ready(server: Settings) -> Ready:
    """The curated dataset with measures, on the test's own server, and the address to open."""
    if server_choice() == "docker":
        pytest.skip("the container serves its own Browser; PROXYGRAPH_TEST_SERVER=local tests ours")
    with Graph(server) as graph:
        empty(graph, server)
        load(graph, "tables", curated_dataset(), NAME, LoadOptions(rank=RANK))
        write_back(graph, centrality(graph, Question(EVE)))
    return prepared(home_of(server))


def home_of(server: Settings) -> Home:
    return Home(Path(server.origin.removeprefix("local server at ")), default_home().cache)


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Requests to other hosts than the server's, save those that the page's policy forbade."""
    return []


@pytest.fixture(scope="module")
def tab(ready: Ready, asked: list[str]) -> Iterator[Page]:
    """A new Chromium on the page that hands over the password; Browser connected, guide open."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    own = re.match(r"http://localhost:\d+/", ready.plain)
    assert own
    ours = (own.group(), "file:", "data:", "blob:")
    with api.sync_playwright() as running:
        chromium = running.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, NOWHERE], timeout=PATIENCE
        )
        page = chromium.new_page(viewport={"width": 1500, "height": 950})
        page.set_default_timeout(PATIENCE)
        page.on(
            "requestfailed",
            lambda sent: asked.extend(
                [sent.url] * (not sent.url.startswith(ours) and sent.failure != FORBIDDEN)
            ),
        )
        page.on(
            "requestfinished",
            lambda sent: asked.extend([sent.url] * (not sent.url.startswith(ours))),
        )
        page.goto(ready.page.as_uri())
        page.wait_for_selector("#guide-drawer pre.runnable")
        page.wait_for_selector("[data-testid=editor-Run]")
        yield page
        chromium.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def go_to(tab: Page, slide: int) -> None:
    """Leaf from wherever the guide is to a slide, counted from 1."""
    tab.wait_for_selector("#guide-drawer")
    while tab.locator("[data-testid=guidePreviousSlide]").is_enabled():
        tab.locator("[data-testid=guidePreviousSlide]").click()
    for _ in range(slide - 1):
        tab.locator("[data-testid=guideNextSlide]").click()


def answer_to(tab: Page, shown: Locator) -> Locator:
    """Click on a query of the guide, run it, and wait for the frame with its answer."""
    text = squeezed(shown.inner_text())
    shown.click()
    tab.locator("[data-testid=editor-Run]").click()
    tab.wait_for_function(
        """text => {
          const frame = document.querySelector('[data-testid=frame]');
          const asked = frame?.querySelector('[data-testid=frameCommand]')?.innerText ?? '';
          const told = frame?.innerText ?? '';
          return asked.replace(/\\s/g, '') === text
            && !frame.querySelector('[data-testid=spinner]')
            && (/Displaying \\d+ nodes|streaming \\d+ records|Successfully set|ERROR/.test(told)
              || /no (changes|records)/.test(told));
        }""",
        arg=text,
    )
    return tab.locator("[data-testid=frame]").first


def things_in(frame: Locator) -> int:
    """How many nodes or rows an answer shows; an error shows none."""
    told = re.search(r"Displaying (\d+) nodes|streaming (\d+) records", frame.inner_text())
    return int(told.group(1) or told.group(2)) if told else 0


def test_the_guide_opens_connected_without_the_password_in_the_address(
    tab: Page, ready: Ready
) -> None:
    assert tab.locator("#guide-drawer h4").first.inner_text().startswith("The network")
    assert tab.url.startswith(ready.plain.partition("/browser/")[0])
    assert "#" not in tab.url
    assert "password" not in tab.url


@pytest.mark.parametrize("slide", range(1, SLIDES + 1))
def test_every_query_of_a_slide_has_an_answer(tab: Page, asked: list[str], slide: int) -> None:
    go_to(tab, slide)
    shown = tab.locator("#guide-drawer pre.runnable")
    assert shown.count() >= 1
    for place in range(shown.count()):
        frame = answer_to(tab, shown.nth(place))
        assert "ERROR" not in frame.inner_text()
        assert things_in(frame) > 0 or shown.nth(place).inner_text().startswith(COMMAND)
    assert asked == []


def test_the_slides_show_every_query(tab: Page) -> None:
    seen: list[str] = []
    for slide in range(1, SLIDES + 1):
        go_to(tab, slide)
        seen += map(squeezed, tab.locator("#guide-drawer pre.runnable").all_inner_texts())
    seen = [text for text in seen if not text.startswith(COMMAND)]
    assert seen == [squeezed(code(query(name))) for name in query_names()]
    assert tab.locator("[data-testid=guideNextSlide]").is_disabled()


def test_a_picture_has_the_colours_and_the_words_of_the_style(tab: Page) -> None:
    go_to(tab, 2)
    frame = answer_to(tab, tab.locator("#guide-drawer pre.runnable").first)
    frame.locator("circle.outline, circle.b-outline").first.wait_for()
    fills = {
        str(fill).upper()
        for fill in frame.locator("g.node circle").evaluate_all(
            "circles => circles.map(circle => circle.getAttribute('fill'))"
        )
    }
    style = rules()
    assert {style["node.State"]["color"], style["node.Organization"]["color"]} <= fills
    assert "sponsors" in set(frame.locator("g.relationship text").all_text_contents())


def test_the_queries_are_saved_in_a_folder(tab: Page) -> None:
    tab.locator("[data-testid=navigationFavorites]").click()
    tab.get_by_text("proxygraph", exact=True).click()
    for name in query_names():
        assert tab.get_by_text(query(name).title, exact=True).first.is_visible()
    tab.locator("[data-testid=navigationGuides]").click()


def test_what_a_user_saved_and_set_outlives_another_visit(tab: Page, ready: Ready) -> None:
    mine = {"id": "mine", "content": "// Mine\nRETURN 1"}
    # From a page beside Browser, which would at any moment write what it has in memory.
    beside = urljoin(ready.plain, "/beside")
    tab.route(beside, lambda route: route.fulfill(content_type="text/html", body="<p>"))
    tab.goto(beside)
    tab.evaluate(
        """mine => {
          const saved = JSON.parse(localStorage.getItem('neo4j.documents'));
          localStorage.setItem('neo4j.documents', JSON.stringify([...saved, mine]));
        }""",
        mine,
    )
    tab.goto(ready.plain)
    tab.wait_for_selector("#guide-drawer pre.runnable")
    saved = tab.evaluate("JSON.parse(localStorage.getItem('neo4j.documents'))")
    ids = [one["id"] for one in saved if not one.get("isStatic")]
    assert sorted(ids) == sorted(["mine", *(f"proxygraph/{name}" for name in query_names())])


def test_the_password_is_in_no_log(tab: Page, ready: Ready, server: Settings) -> None:
    home = home_of(server)
    holding = [path for path in home.logs.rglob("*") if server.password in path.read_text("utf-8")]
    assert holding == []
    assert server.password not in ready.plain
    assert server.password not in str(ready.page)


def test_nothing_was_asked_of_another_host(tab: Page, asked: list[str]) -> None:
    assert asked == []
