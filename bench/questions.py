"""Everyday questions, timed on the curated dataset, then on everything that is at hand.

``python -m bench.questions [--data DIR] [--times 5] [--write]``. A server of the bench's own gets
the curated dataset, and then the publishers' files that DIR has (PROXYGRAPH_TEST_DATA, else
``../shared/data``), as docs/sources lays them out; what is missing there is left out and said.
Each question is asked once to warm up and then ``--times`` times; the median counts. The first
loads and the matching of OFAC's list against all the others are timed on the way. ``--write``
puts the figures into docs/questions.md.
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from analytics.claims.naming import find_one
from analytics.questions.changes import changes
from analytics.questions.cohesion import cohesion
from analytics.questions.disputes import disputes
from analytics.questions.explain import explain
from analytics.questions.find import find
from analytics.questions.path import path
from analytics.questions.profile import profile
from analytics.questions.sponsors import Wanted, sponsors
from analytics.questions.timeline import timeline
from analytics.scope import AsOf, Period
from bench.report import Measured, machine, show, told, write_section
from bench.servers import bench_server, empty
from bench.timing import timed
from graphdb.connection import Graph
from loaders.engine import load
from loaders.identity.matching import match
from loaders.options import LoadOptions
from proxygraph.dataset import NAME, RANK, curated_dataset

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "questions.md"
DATA = Path(os.environ.get("PROXYGRAPH_TEST_DATA", ROOT.parent / "shared" / "data"))
EVE = AsOf(date(2020, 1, 2))
ALWAYS = AsOf()
LIMIT = "on the curated dataset (should be under 1 s) and on everything (under 3 s)"

KATAIB = "organization/kataib-hezbollah"
FORCES = "organization/popular-mobilization-forces"
SOLEIMANI = "person/qasem-soleimani"
AREA = "location/iran-iraq-border-to-mediterranean"


class Source(NamedTuple):
    """A publisher's files: kind of source, folder under the data, name of the dataset."""

    kind: str
    folder: str
    dataset: str
    most_rejects: float = 0.0


SOURCES = (
    Source("ofac-sdn", "ofac_sdn", "ofac-sdn"),
    Source("ucdp-esd", "ucdp_esd", "ucdp-esd", 0.01),
    Source("ucdp-actor", "ucdp_actor", "ucdp-actor"),
    Source("mapping-militants", "mapping_militants", "mapping-militants"),
    Source("sfm", "sfm_nigeria", "sfm-nigeria", 0.01),
    Source("ftm", "ftm", "ftm"),
)

QUESTIONS: tuple[tuple[str, Callable[[Graph], object]], ...] = (
    ("find Soleymani", lambda g: find(g, "Soleymani")),
    ("find, Arabic letters", lambda g: find(g, "قاسم سلیمانی")),
    ("find, nothing like it", lambda g: find(g, "zzzqqxx")),
    ("the id of a name", lambda g: find_one(g, "Qasem Soleimani", "Actor")),
    ("profile of an armed group", lambda g: profile(g, KATAIB, EVE)),
    ("profile of a state", lambda g: profile(g, "state/iran", EVE)),
    ("sponsors Iran", lambda g: sponsors(g, "state/iran", EVE)),
    ("sponsors Iran, an area", lambda g: sponsors(g, "state/iran", EVE, Wanted(area=AREA))),
    ("path Khamenei to a group", lambda g: path(g, "person/ali-khamenei", KATAIB, EVE)),
    ("timeline of a group", lambda g: timeline(g, [KATAIB], ALWAYS)),
    ("timeline, all events", lambda g: timeline(g, [], ALWAYS)),
    (
        "changes in two weeks",
        lambda g: changes(g, Period(date(2019, 12, 27), date(2020, 1, 10)), ALWAYS),
    ),
    ("changes in 2020", lambda g: changes(g, Period(date(2020, 1, 1), date(2020, 12, 31)), ALWAYS)),
    ("disputes, all", lambda g: disputes(g, ALWAYS)),
    ("disputes of a group", lambda g: disputes(g, EVE, KATAIB)),
    (
        "cohesion of the PMF",
        lambda g: cohesion(g, FORCES, Period(date(2019, 1, 1), date(2021, 6, 30)), ALWAYS),
    ),
    ("explain Soleimani", lambda g: explain(g, SOLEIMANI, EVE)),
)


def main() -> None:
    """Run the bench."""
    options = _options()
    with bench_server() as settings:
        empty(settings)
        with Graph(settings) as graph:
            load(graph, "tables", curated_dataset(), NAME, LoadOptions(rank=RANK))
            alone = dict(_asked(graph, options.times))
            loads = list(_loaded(graph, options.data))
            beside = dict(_asked(graph, options.times)) if loads else {}
            loads += [_matched(graph)] if loads else []
    rows = [_row(what, alone[what], beside.get(what)) for what in alone]
    show(f"Everyday questions, {LIMIT}", rows)
    show(f"The publishers' files in {options.data}", loads)
    if options.write:
        write_section("questions", f"How long they take, {LIMIT}", rows, machine(), PAGE)
        write_section("sources", "How long loading and matching take", loads, machine(), PAGE)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _asked(graph: Graph, times: int) -> Iterator[tuple[str, float]]:
    """Ask every question once to warm up, then some times; the median counts."""
    for what, question in QUESTIONS:
        question(graph)
        taken = [timed(lambda question=question: question(graph))[0] for _ in range(times)]  # type: ignore[misc]
        told(Measured(what, statistics.median(taken)))
        yield what, statistics.median(taken)


def _row(what: str, alone: float, beside: float | None) -> Measured:
    """Put the time on everything beside that on the curated dataset."""
    if beside is None:
        return Measured(what, alone)
    return Measured(what, alone, beside / alone, f"{beside:.2f} s on everything")


def _loaded(graph: Graph, data: Path) -> Iterator[Measured]:
    """Load what is at hand of the publishers' files for the first time."""
    total = 0.0
    for source in SOURCES:
        folder = data / source.folder
        if not folder.is_dir():
            print(f"left out, for it is missing: {folder}")
            continue
        options = LoadOptions(most_rejects=source.most_rejects)
        began = perf_counter()
        run = load(graph, source.kind, folder, source.dataset, options)
        seconds = perf_counter() - began
        total += seconds
        yield told(Measured(f"load {source.kind}", seconds, None, f"{run.claims_added:,} claims"))
    if total:
        yield told(Measured("all of them", total))


def _matched(graph: Graph) -> Measured:
    """Match OFAC's list with everything else."""
    began = perf_counter()
    found = match(graph, ["ofac-sdn"])
    note = f"{len(found.proposals):,} proposals among {found.records:,} records"
    return told(Measured("match ofac-sdn with all others", perf_counter() - began, None, note))


if __name__ == "__main__":
    main()
