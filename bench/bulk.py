"""First loads in bulk, in the ordinary way and by LOAD CSV with MERGE, from an empty graph each.

    python -m bench.bulk --claims 100000 1000000

prints seconds and ratios; ``--write`` puts them into docs/performance.md. Bulk and ordinary loads
are timed from the source's files to the graph with its constraints, restart included. LOAD CSV gets
records that are validated already, which is not counted.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from bench import peers
from bench.report import Measured, machine, show, write_section
from bench.servers import bench_home, empty
from bench.synthetic import write_dataset
from bench.timing import timed
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.canonical import canonical_digest
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.bulk import bulk_load
from proxygraph.runtime.home import Home
from proxygraph.runtime.server import ensure_server


def main() -> None:
    """Run the bench."""
    options = _options()
    rows: list[Measured] = []
    for claims in options.claims:
        with tempfile.TemporaryDirectory() as place, bench_home() as home:
            rows += _measured(home, Path(place), claims, compare=options.compare)
        show(f"First loads, up to {claims:,} claims", rows)
    if options.write:
        write_section("bulk", "First loads in bulk", rows, machine())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[50_000, 200_000, 1_000_000])
    parser.add_argument("--compare", action="store_true", help="also compare canonical exports")
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _measured(home: Home, place: Path, claims: int, *, compare: bool) -> list[Measured]:
    folder = write_dataset(place / "data", claims)
    warm = write_dataset(place / "warm", 2_000)
    _ordinary(ensure_server(home), warm)
    empty(ensure_server(home))
    with Graph(ensure_server(home)) as graph:
        bulk, _ = timed(lambda: bulk_load(graph, "tables", folder, "bench", LoadOptions(), home))
    in_bulk = _digest(home) if compare else ""
    empty(ensure_server(home))
    _ordinary(ensure_server(home), warm)
    empty(ensure_server(home))
    ordinary, _ = timed(lambda: _ordinary(ensure_server(home), folder))
    if compare and in_bulk != _digest(home):
        raise SystemExit("the bulk load has made another graph than the ordinary load")
    data = peers.Finished(folder, place / "finished")
    empty(ensure_server(home))
    merged, _ = timed(lambda: peers.load_csv_merge(ensure_server(home), data))
    shutil.rmtree(place / "finished")
    return [
        _row(f"in bulk, {claims:,} claims", bulk, bulk, claims),
        _row(f"ordinary, {claims:,} claims", ordinary, bulk, claims),
        _row(f"LOAD CSV + MERGE, {claims:,} claims", merged, bulk, claims),
    ]


def _row(what: str, seconds: float, bulk: float, claims: int) -> Measured:
    return Measured(what, seconds, seconds / bulk, f"{claims / seconds:,.0f} claims/s")


def _ordinary(settings: Settings, folder: Path) -> None:
    with Graph(settings) as graph:
        load(graph, "tables", folder, "bench")


def _digest(home: Home) -> str:
    with Graph(ensure_server(home)) as graph:
        return canonical_digest(graph)


if __name__ == "__main__":
    main()
