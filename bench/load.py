"""Loading beside LOAD CSV, graphio and py2neo, on one server, with one dataset, in one run.

    python -m bench.load --claims 200000

prints a table of seconds and ratios; ``--write`` puts it into docs/performance.md.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import peers
from bench.report import Measured, machine, show, told, write_section
from bench.servers import bench_server, empty
from bench.synthetic import change_share, write_dataset
from bench.timing import timed
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load

PEERS: dict[str, Callable[[Settings, peers.Finished], None]] = {
    "LOAD CSV + MERGE": peers.load_csv_merge,
    "graphio merge": peers.graphio_merge,
    "py2neo bulk merge": peers.py2neo_merge,
    "plain driver CREATE (floor)": peers.plain_create,
}


def main() -> None:
    """Run the bench."""
    options = _options()
    with tempfile.TemporaryDirectory() as place, bench_server() as settings:
        folder = write_dataset(Path(place) / "data", options.claims)
        warm = write_dataset(Path(place) / "warm", 5_000)
        _ours(settings, warm)
        scaling = _scaling(settings, Path(place), options.sizes)  # Before peers fill the memory.
        measured = _all(settings, folder, Path(place), options.claims)
    title = f"Loading {options.claims:,} claims, {options.claims // 4:,} actors"
    show(title, measured)
    show("Twice the rows", scaling)
    if options.write:
        write_section("load", title, [*measured, *scaling], machine())


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[50_000, 100_000, 200_000, 400_000])
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def _ours(settings: Settings, folder: Path) -> float:
    empty(settings)
    with Graph(settings) as graph:
        return timed(lambda: load(graph, "tables", folder, "bench"))[0]


def _all(settings: Settings, folder: Path, place: Path, claims: int) -> list[Measured]:
    first = _ours(settings, folder)
    rows = [Measured("proxygraph, first load", first, 1.0, f"{claims / first:,.0f} claims/s")]
    told(rows[0])
    rows += [told(row) for row in _reloads(settings, folder, first)]
    data = peers.Finished(folder, place / "finished")
    for name, work in PEERS.items():
        empty(settings)
        seconds, _ = timed(lambda work=work: work(settings, data))  # type: ignore[misc]
        note = f"{claims / seconds:,.0f} claims/s"
        rows.append(told(Measured(name, seconds, seconds / first, note)))
    return rows


def _reloads(settings: Settings, folder: Path, first: float) -> list[Measured]:
    with Graph(settings) as graph:

        def again() -> float:
            return timed(lambda: load(graph, "tables", folder, "bench"))[0]

        same = again()
        _shuffle(folder / "claims.csv")
        reordered = again()
        change_share(folder / "claims.csv", share=0.01)
        changed = again()
    return [
        Measured("reload, the same file", same, same / first),
        Measured("reload, rows in another order", reordered, reordered / first),
        Measured("reload, 1% of the rows changed", changed, changed / first),
    ]


def _shuffle(path: Path) -> None:
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(lines)  # noqa: S311
    path.write_text(header + "".join(lines), encoding="utf-8")


def _scaling(settings: Settings, place: Path, sizes: list[int]) -> list[Measured]:
    rows: list[Measured] = []
    before = 0.0
    peak = _peak()
    for size in sizes:
        seconds = _ours(settings, write_dataset(place / f"size-{size}", size))
        ratio = seconds / before if before else None
        note = (
            f"loader's peak {_peak() / 2**20:,.0f} MiB, "
            f"{(_peak() - peak) / size:,.0f} bytes a claim above the start; "
            f"key index {_index_bytes(settings) / size:,.0f} bytes a claim in the graph"
        )
        rows.append(told(Measured(f"first load of {size:,}", seconds, ratio, note)))
        before = seconds
    return rows


def _peak() -> int:
    """Return the most memory that this process has had so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _index_bytes(settings: Settings) -> int:
    with Graph(settings) as graph:
        rows = graph.read("load/index_read", dataset="bench")
    return sum(len(row["entries"]) for row in rows)


if __name__ == "__main__":
    main()
