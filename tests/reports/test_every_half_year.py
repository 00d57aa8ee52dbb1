"""A report of any day has every section that the dataset can fill, whatever it picks itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from proxygraph.reports.report.findings import ReportRequest, findings
from proxygraph.reports.report.render import markdown
from tests.conftest import empty

DATA = Path(__file__).resolve().parents[2] / "data"

SOME = (date(2006, 1, 1), date(2016, 7, 1), date(2021, 7, 1))
"""Days after which no post passes cleanly to a successor of the most central."""

ALL = tuple(date(year, month, 1) for year in range(1980, 2027) for month in (1, 7))

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def curated(server: Settings) -> Iterator[Graph]:
    with Graph(server) as opened:
        empty(opened, server)
        load(opened, "tables", DATA, "curated")
        yield opened
        empty(opened, server)


def holds_on(graph: Graph, day: date) -> None:
    """Make the page of a day; only a succession may be missing, and the page says why."""
    found = findings(graph, ReportRequest(day, draws=0))
    assert set(found.missing) <= {"succession"}
    page = markdown(found)
    assert all(why in page for why in found.missing.values())


@pytest.mark.parametrize("day", SOME, ids=str)
def test_a_report_of_some_days(curated: Graph, day: date) -> None:
    holds_on(curated, day)


@pytest.mark.sweeps
@pytest.mark.parametrize("day", ALL, ids=str)
def test_a_report_of_every_half_year(curated: Graph, day: date) -> None:
    holds_on(curated, day)
