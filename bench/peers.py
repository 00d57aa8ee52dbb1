"""How others load the same claims: LOAD CSV with MERGE, graphio, py2neo.

They get the finished records, so they neither validate nor derive anything; they write the same
nodes, relationships and properties.
"""

from __future__ import annotations

import csv
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

import graphio
import neo4j
import py2neo
from py2neo import bulk

from graphdb.settings import Settings
from loaders.records import ClaimRecord, NodeRecord, Scanned
from loaders.tables import scan_tables

BATCH = 10_000


class Finished:
    """The records of a dataset, as nodes and as claims by type, and as CSV files of the same."""

    def __init__(self, dataset: Path, place: Path) -> None:
        self.nodes: list[NodeRecord] = []
        self.claims: defaultdict[str, list[ClaimRecord]] = defaultdict(list)
        for row in scan_tables(dataset, "bench", {}):
            if not isinstance(row, Scanned):
                raise TypeError(f"the synthetic dataset has a wrong row: {row}")
            if isinstance(row.record, NodeRecord):
                self.nodes.append(row.record)
            else:
                self.claims[row.record.type].append(row.record)
        self.place = place
        place.mkdir(parents=True, exist_ok=True)
        _write_csv(place / "nodes.csv", [{"id": n.id, **n.properties} for n in self.nodes])
        for kind, claims in self.claims.items():
            rows = [{"start": c.start, "end": c.end, **c.properties} for c in claims]
            _write_csv(place / f"{kind}.csv", rows)


def load_csv_merge(settings: Settings, data: Finished) -> None:
    """Let the server read CSV files over HTTP and merge node by node and claim by claim."""
    with _served(data.place) as address, _driver(settings) as driver, driver.session() as session:
        session.run(
            "LOAD CSV WITH HEADERS FROM $url AS row CALL (row) { "
            "MERGE (n:Entity {id: row.id}) SET n += row SET n:Actor } "
            f"IN TRANSACTIONS OF {BATCH} ROWS",
            url=f"{address}/nodes.csv",
        ).consume()
        for kind in data.claims:
            session.run(
                "LOAD CSV WITH HEADERS FROM $url AS row CALL (row) { "
                "MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
                f"MERGE (a)-[e:{kind} {{claim_id: row.claim_id}}]->(b) SET e += row }} "
                f"IN TRANSACTIONS OF {BATCH} ROWS",
                url=f"{address}/{kind}.csv",
            ).consume()


def graphio_merge(settings: Settings, data: Finished) -> None:
    """Merge with graphio's node and relationship sets."""
    nodes = graphio.NodeSet(["Entity", "Actor"], merge_keys=["id"])
    for node in data.nodes:
        nodes.add_node({"id": node.id, **node.properties})
    with _driver(settings) as driver:
        nodes.merge(driver, batch_size=BATCH)
        for kind, claims in data.claims.items():
            ties = graphio.RelationshipSet(kind, ["Entity"], ["Entity"], ["id"], ["id"])
            for claim in claims:
                ties.add_relationship({"id": claim.start}, {"id": claim.end}, claim.properties)
            ties.merge(driver, batch_size=BATCH)


def py2neo_merge(settings: Settings, data: Finished) -> None:
    """Merge with py2neo's bulk functions, claims by their claim_id."""
    graph = py2neo.Graph(settings.uri, auth=(settings.username, settings.password))
    nodes = [{"id": node.id, **node.properties} for node in data.nodes]
    for batch in _batches(nodes):
        bulk.merge_nodes(graph.auto(), batch, ("Entity", "id"), labels={"Actor"})
    for kind, claims in data.claims.items():
        ties = [(c.start, _without_dates(c.properties), c.end) for c in claims]
        for batch in _batches(ties):
            bulk.merge_relationships(
                graph.auto(),
                batch,
                (kind, "claim_id"),
                start_node_key=("Entity", "id"),
                end_node_key=("Entity", "id"),
            )


def plain_create(settings: Settings, data: Finished) -> None:
    """Create with the plain driver, sorted, 10,000 a batch: a floor, since it can't be repeated."""
    with _driver(settings) as driver:
        for batch in _batches([{"id": n.id, **n.properties} for n in data.nodes]):
            driver.execute_query(
                "UNWIND $rows AS row CREATE (n:Entity:Actor) SET n = row", rows=batch
            )
        for kind, claims in data.claims.items():
            rows = [
                {"start": c.start, "end": c.end, "properties": c.properties}
                for c in sorted(claims, key=lambda claim: (claim.end, claim.start))
            ]
            for batch in _batches(rows):
                driver.execute_query(
                    "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) "
                    f"MATCH (b:Entity {{id: row.end}}) CREATE (a)-[e:{kind}]->(b) "
                    "SET e = row.properties",
                    rows=batch,
                )


def _without_dates(properties: Any) -> dict[str, Any]:  # noqa: ANN401 - py2neo's own dates differ
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in properties.items()}


def _batches(rows: Sequence[Any]) -> Iterator[list[Any]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _driver(settings: Settings) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        settings.uri, auth=(settings.username, settings.password), notifications_min_severity="OFF"
    )


def _write_csv(path: Path, rows: list[dict[str, Any]]) -> None:
    columns = sorted({name for row in rows for name in row})
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(
            {k: ";".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows
        )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
