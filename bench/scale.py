"""Time and memory by size: first load, reloads, a projection, centrality, vacancies, GDS.

    python -m bench.scale --claims 10000 100000 1000000

prints a table a size and then what a claim costs at each, against the smallest size of 100,000
claims or more; ``--write`` puts both into docs/performance.md. Every step runs in a process of its
own, so that its peak of memory is its own; the server's heap is read after a collection.
"""

from __future__ import annotations

import argparse
import multiprocessing
import multiprocessing.connection
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import psutil

from analytics.measures.engines.estimates import needed_bytes
from analytics.measures.registry import measure
from analytics.network.projection import read_projection
from analytics.questions.centrality import centrality
from analytics.questions.vacancy import vacancy
from analytics.scope import Question
from bench.report import Measured, machine, show, write_section
from bench.servers import bench_home
from bench.synthetic import TYPES, change_share, write_dataset
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.bulk import load_as_fits
from proxygraph.runtime.home import Home
from proxygraph.runtime.process import find_process
from proxygraph.runtime.server import ensure_server

QUESTION = Question(date(2012, 6, 1), relations=TYPES)
FLAT_FROM = 100_000
MIB = 1 << 20


class Cost(NamedTuple):
    """What a step took: seconds, and the peak of this program's memory above its start, in MiB."""

    seconds: float
    mebibytes: float


class Point(NamedTuple):
    """All steps of one size, in their order."""

    claims: int
    costs: dict[str, Cost]
    store: float
    server: float


def main() -> None:
    """Run the bench."""
    options = _options()
    points = [_point(claims, bulk=options.bulk) for claims in options.claims]
    rows = [row for point in points for row in _rows(point)]
    growth = _growth(points)
    show("What a claim costs, against the first size of its kind", growth)
    if options.write:
        write_section("scale", "By size", rows, machine())
        write_section("growth", "Growth", growth, machine())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [10_000, 100_000, 300_000, 1_000_000, 2_000_000]
    parser.add_argument("--claims", type=int, nargs="+", default=sizes)
    parser.add_argument("--bulk", action=argparse.BooleanOptionalAction, default=None)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _point(claims: int, *, bulk: bool | None) -> Point:
    with tempfile.TemporaryDirectory() as place, bench_home() as home:
        folder = write_dataset(Path(place) / "data", claims)
        warm = write_dataset(Path(place) / "warm", 2_000)
        _in_a_process(_first, home, warm, False)
        _in_a_process(_forget, home, warm, False)
        costs = {"first load": _in_a_process(_first, home, folder, bulk)}
        store = sum(path.stat().st_size for path in home.data.rglob("*") if path.is_file()) / MIB
        with (folder / "claims.csv").open("a") as stream:
            stream.write("\n")  # The same rows in a file that is not the same.
        costs["no-op reload"] = _in_a_process(_reload, home, folder, None)
        change_share(folder / "claims.csv", share=0.01)
        costs["reload of 1%"] = _in_a_process(_reload, home, folder, None)
        for name, step in STEPS.items():
            _in_a_process(step, home, folder, None)  # Warms the server's caches.
            costs[name] = _in_a_process(step, home, folder, None)
        process = find_process(home)
        server = process.memory_info().rss / MIB if process else 0.0
        with Graph(ensure_server(home)) as graph:
            projected = needed_bytes(graph, claims // 4, claims, [measure("betweenness")]) / MIB
    point = Point(claims, costs, store, server)
    show(f"{claims:,} claims", _rows(point))
    print(f"store {store:,.0f} MiB, server {server:,.0f} MiB, GDS estimate {projected:,.0f} MiB")
    return point


def _rows(point: Point) -> list[Measured]:
    return [
        Measured(
            f"{name}, {point.claims:,} claims",
            cost.seconds,
            None,
            f"{cost.seconds / point.claims * 1e6:,.1f} µs and "
            f"{cost.mebibytes * MIB / point.claims:,.0f} bytes a claim",
        )
        for name, cost in point.costs.items()
    ]


def _growth(points: Sequence[Point]) -> list[Measured]:
    first = next((point for point in points if point.claims >= FLAT_FROM), points[0])
    rows = []
    for point in points:
        for name, cost in point.costs.items():
            base = first.costs[name]
            time_ratio = (cost.seconds / point.claims) / (base.seconds / first.claims)
            a_claim = cost.mebibytes / point.claims
            memory = a_claim / (base.mebibytes / first.claims) if base.mebibytes else 0.0
            note = f"memory a claim {memory:.2f}"
            rows.append(Measured(f"{name}, {point.claims:,}", cost.seconds, time_ratio, note))
    return rows


def _in_a_process(
    step: Callable[[Settings, Home, Path, bool | None], object],
    home: Home,
    folder: Path,
    bulk: bool | None,
) -> Cost:
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_measured, args=(step, home, folder, bulk, sender))
    child.start()
    sender.close()
    try:
        cost: Cost = receiver.recv()
    except EOFError:
        raise SystemExit(f"{step.__name__} failed; its words are above") from None
    finally:
        child.join()
    return cost


def _measured(
    step: Callable[[Settings, Home, Path, bool | None], object],
    home: Home,
    folder: Path,
    bulk: bool | None,
    sender: multiprocessing.connection.Connection,
) -> None:
    before = psutil.Process().memory_info().rss / MIB
    settings = ensure_server(home)
    began = time.perf_counter()
    step(settings, home, folder, bulk)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send(Cost(seconds, max(peak - before, 0.0)))


def _first(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    os.environ["PROXYGRAPH_HOME"] = str(home.root)
    os.environ["PROXYGRAPH_CACHE"] = str(home.cache)
    with Graph(settings) as graph:
        load_as_fits(graph, "tables", folder, "bench", LoadOptions(), bulk)


def _forget(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    with Graph(settings) as graph:
        graph.outside_transaction("testing/remove_everything")


def _reload(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    with Graph(settings) as graph:
        load(graph, "tables", folder, "bench")


def _project(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    with Graph(settings) as graph:
        read_projection(graph, QUESTION)


def _centrality(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    with Graph(settings) as graph:
        centrality(graph, QUESTION, engine="local")


def _vacancy(settings: Settings, home: Home, folder: Path, bulk: bool | None) -> None:
    with Graph(settings) as graph:
        vacancy(graph, QUESTION)


STEPS: dict[str, Callable[[Settings, Home, Path, bool | None], object]] = {
    "projection": _project,
    "vacancy": _vacancy,
    "centrality, local": _centrality,
}


if __name__ == "__main__":
    main()
