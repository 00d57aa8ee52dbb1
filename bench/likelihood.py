"""The likelihood of every statement of a day: the curated dataset, and generated claims.

``python -m bench.likelihood [--claims 100000 1000000] [--write]``. All at once, against each
statement's claims by themselves; both give the same figures, or the bench ends. The claims of
millions are not read one by one, which takes minutes: a dataset of more than ``--compared`` is
timed all at once only.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import date
from pathlib import Path

from analytics.claims.reading import claims_at
from analytics.claims.statement_columns import StatementLikelihoods, likelihoods_at, likelihoods_of
from analytics.scope import Question
from bench.report import Measured, machine, show, told, write_section
from bench.servers import bench_home, empty
from bench.synthetic import TYPES, write_dataset
from bench.timing import quickest, timed
from graphdb.connection import Graph
from graphdb.model import RELATIONSHIP_TYPES
from loaders.engine import LoadOptions
from proxygraph.bulk import load_as_fits
from proxygraph.dataset import curated_dataset
from proxygraph.runtime.home import Home
from proxygraph.runtime.server import ensure_server

EVE = Question(date(2020, 1, 2), relations=tuple(RELATIONSHIP_TYPES))
GENERATED = Question(date(2012, 6, 1), relations=TYPES)


def main() -> None:
    """Load datasets, work out the likelihood of all their statements, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--compared", type=int, default=100_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows: list[Measured] = []
    with tempfile.TemporaryDirectory() as place, bench_home() as home:
        _load(home, curated_dataset())
        rows += _measured(home, "curated dataset", EVE, compared=True)
        for claims in options.claims:
            empty(ensure_server(home))
            _load(home, write_dataset(Path(place) / f"data-{claims}", claims))
            compared = claims <= options.compared
            rows += _measured(home, f"{claims:,} claims", GENERATED, compared=compared)
    title = "The likelihood of every statement of a day"
    show(title, rows)
    if options.write:
        write_section("likelihood", title, rows, machine())


def _load(home: Home, folder: Path) -> None:
    os.environ["PROXYGRAPH_HOME"] = str(home.root)
    os.environ["PROXYGRAPH_CACHE"] = str(home.cache)
    with Graph(ensure_server(home)) as graph:
        load_as_fits(graph, "tables", folder, "bench", LoadOptions(), None)


def _measured(home: Home, what: str, question: Question, *, compared: bool) -> list[Measured]:
    with Graph(ensure_server(home)) as graph:
        for _ in range(3):
            likelihoods_at(graph, question)  # Warms the server.
        at_once, found = quickest(lambda: likelihoods_at(graph, question))
        note = f"{len(found):,} statements of {question.at}"
        rows = [told(Measured(f"{what}, all at once", at_once, 1.0, note))]
        if compared:
            one_by_one, slow = timed(lambda: likelihoods_of(claims_at(graph, question)))
            _same(found, slow)
            ratio = one_by_one / at_once
            rows.append(told(Measured(f"{what}, one by one", one_by_one, ratio)))
    return rows


def _same(found: StatementLikelihoods, slow: dict[tuple[str, str, str], float]) -> None:
    for key, value in found.by_statement().items():
        if abs(slow[key] - value) > 1e-9:
            raise SystemExit(f"{key}: {value} all at once, {slow[key]} by itself")


if __name__ == "__main__":
    main()
