"""Reading a question's network out of Neo4j: in columns, against a plain driver loop into dicts.

``python -m bench.projection [--claims 10000 100000 1000000] [--write]``. Both give the same
claims of the same day: the loop as one dict a claim, with its ends and properties or with its
ends only.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import neo4j

from analytics.network.person_network import person_network
from analytics.network.projection import projection_of, read_projection
from analytics.scope import Question
from bench.report import Measured, machine, show, write_section
from bench.servers import bench_server, empty
from bench.synthetic import TYPES, write_dataset
from bench.timing import timed
from graphdb.connection import Graph
from graphdb.settings import Settings
from loaders.engine import load

QUESTION = Question(date(2012, 6, 1), relations=TYPES)
_MATCH = (
    "MATCH (a:Entity)-[e]->(b:Entity) WHERE type(e) IN $types "
    "AND e.possible_from <= $at AND $at < e.possible_until "
)
WITH_PROPERTIES = _MATCH + "RETURN a.id AS start, b.id AS end, type(e) AS type, properties(e) AS e"
ENDS_ONLY = _MATCH + "RETURN a.id AS start, b.id AS end, type(e) AS type"


def main() -> None:
    """Load a dataset, read it in each way, and compare the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, bench_server() as settings:
        for claims in options.claims:
            empty(settings)
            folder = write_dataset(Path(place) / f"data-{claims}", claims)
            with Graph(settings) as graph:
                load(graph, "tables", folder, "bench")
                rows = _measured(graph, settings)
            title = f"Reading a network of {claims:,} claims out of Neo4j"
            show(title, rows)
            if options.write:
                write_section(f"projection-{claims}", title, rows, machine())


def _measured(graph: Graph, settings: Settings) -> list[Measured]:
    read_projection(graph, QUESTION)  # Warms the server's caches for all.
    own, projection = timed(lambda: read_projection(graph, QUESTION))
    with_claims, whole = timed(lambda: person_network(graph, QUESTION))
    if projection_of(whole).ends.tolist() != projection.ends.tolist():
        raise SystemExit("the projection is not the network")
    rows = [
        Measured("columns, here", own, 1.0, f"{len(projection.ends):,} ties"),
        Measured("with all claims, here", with_claims, with_claims / own, "as `centrality` reads"),
    ]
    for name, query in (("properties", WITH_PROPERTIES), ("ends only", ENDS_ONLY)):
        took, found = timed(lambda query=query: _loop(settings, query))  # type: ignore[misc]
        rows.append(Measured(f"driver loop, {name}", took, took / own, f"{len(found):,} dicts"))
    return rows


def _loop(settings: Settings, query: str) -> list[dict[str, Any]]:
    credentials = (settings.username, settings.password)
    with (
        neo4j.GraphDatabase.driver(settings.uri, auth=credentials) as driver,
        driver.session() as session,
    ):
        return [dict(record) for record in session.run(query, types=list(TYPES), at=QUESTION.at)]


if __name__ == "__main__":
    main()
