"""How large a difference fits one transaction: loads more and more claims as one, until it fails.

    python -m bench.largest_transaction --heap 1g --low 50000 --high 200000 --step 12500

bisects between a number of claims that fits and one that does not, and prints every attempt.
The server's default heap is used where no ``--heap`` is named.
"""

from __future__ import annotations

import argparse
import functools
import os
import tempfile
import time
from pathlib import Path

import neo4j

from bench.report import machine
from bench.servers import bench_server, empty
from bench.synthetic import write_dataset
from graphdb.connection import Graph, StatementFailedError
from graphdb.settings import Settings
from loaders import writer
from loaders.engine import load
from loaders.options import LoadOptions
from proxygraph.runtime.memory import server_memory

UNLIMITED = 10**9
LONG_LEASE = 3600


def main() -> None:
    """Run the search."""
    options = _options()
    if options.heap:
        os.environ["PROXYGRAPH_HEAP"] = options.heap
    neo4j.GraphDatabase.driver = functools.partial(  # type: ignore[method-assign]
        neo4j.GraphDatabase.driver, max_transaction_retry_time=0
    )
    limit, writer.SINGLE_TRANSACTION = writer.SINGLE_TRANSACTION, UNLIMITED
    with tempfile.TemporaryDirectory() as place, bench_server() as settings:
        print(f"heap {server_memory().heap}; {machine()}", flush=True)
        low, high = options.low, options.high
        while high - low > options.step:
            middle = (low + high) // 2
            if _fits(settings, Path(place), middle):
                low = middle
            else:
                high = middle
    print(f"largest seen to fit: {low:,} claims; smallest seen to fail: {high:,}")
    print(f"differences of more than {limit:,} records are written in batches")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heap", default="")
    parser.add_argument("--low", type=int, default=50_000)
    parser.add_argument("--high", type=int, default=200_000)
    parser.add_argument("--step", type=int, default=12_500)
    return parser.parse_args()


def _fits(settings: Settings, place: Path, claims: int) -> bool:
    empty(settings)
    folder = write_dataset(place / f"claims-{claims}", claims)
    began = time.perf_counter()
    try:
        with Graph(settings) as graph:
            done = load(graph, "tables", folder, "bench", LoadOptions(lease_seconds=LONG_LEASE))
    except StatementFailedError as error:
        print(f"{claims:>9,} claims: {time.perf_counter() - began:6.1f} s, {error}", flush=True)
        return False
    records = done.claims_added + done.nodes_added
    print(f"{claims:>9,} claims: {done.seconds:6.1f} s, {records:,} records fit", flush=True)
    return True


if __name__ == "__main__":
    main()
