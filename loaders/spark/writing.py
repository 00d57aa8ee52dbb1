"""Writes a difference from Spark: what is new through the connector, the rest as it always is.

New claims, and nodes that no other dataset describes, go through the Neo4j connector, chunk by
chunk in one partition: every transaction holds the writers' lock, so several would only wait for
each other. Nodes that others describe too are resolved against what those say, and changed and
removed claims are looked up and told; the ordinary writer does that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphdb.errors import ProxygraphError
from graphdb.statements import statement
from loaders.changes import MOST_CHANGES, ChangeLog
from loaders.changes import Change as ClaimChange
from loaders.difference import Difference, changes
from loaders.lock import Lease, LeaseLostError
from loaders.records import ClaimRecord
from loaders.spark.chunks import (
    CLAIM_EVENTS,
    CLAIMS_CREATE,
    NODE_EVENTS,
    NODES_WRITE,
    Chunks,
    Order,
    claim_chunks,
    node_chunks,
)
from loaders.spark.joining import Rows, SparkDifference
from loaders.writer import Target, Watch, WrittenTooLittleError, write_difference

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, DataFrameReader, SparkSession

FORMAT = "org.neo4j.spark.DataSource"
_COLUMNS = ("family", "kind", "name", "raw", "hash", "record")
_UNWIND = "UNWIND $events AS event"


class ConnectorFailedError(ProxygraphError):
    """The connector could not write; what was committed stays, run the reload again."""


def write_from_spark(
    session: SparkSession,
    target: Target,
    lease: Lease,
    difference: SparkDifference,
    run_id: str,
    watch: Watch,
) -> ChangeLog:
    """Write all changes; returns what changed, claim by claim as far as that is kept.

    Raises
    ------
    ConnectorFailedError
        The connector failed; what is committed stays.
    LeaseLostError
        Another run holds the lock; what is committed stays.
    WrittenTooLittleError
        The server dropped rows.
    """
    nodes, claims = difference.nodes, difference.added_claims
    assert isinstance(nodes, Rows)  # noqa: S101 - of a difference that a join found
    assert isinstance(claims, Rows)  # noqa: S101
    order = Order(
        lease.token, lease.seconds, target.dataset, target.rank, f"{target.dataset}/{run_id}"
    )
    ours, shared = _parted(session, target, nodes, difference)
    log = ChangeLog(keeps=difference.size <= MOST_CHANGES)
    if len(ours):
        watch("writing nodes", 0, 0)
        _send(session, target, ours, order, "node")
    relabelled = [key for key in difference.removed_nodes if key.name in shared.relabelled]
    first = Difference(
        nodes=shared.rows,
        changed_claims=difference.changed_claims,
        removed_claims=difference.removed_claims,
        removed_nodes=relabelled,
    )
    _write_rest(target, lease, first, log, watch)
    if len(claims):
        watch("writing claims", 0, 0)
        _send(session, target, claims, order, "claim")
    _tell(log, claims)
    gone = [key for key in difference.removed_nodes if key.name not in shared.relabelled]
    last = Difference(removed_nodes=gone, refreshed=difference.refreshed)
    _write_rest(target, lease, last, log, watch)
    return log


class _Shared:
    """Nodes for the ordinary writer, and which of them had another label before."""

    def __init__(self, rows: Rows, relabelled: frozenset[str]) -> None:
        self.rows = rows
        self.relabelled = relabelled


def _parted(
    session: SparkSession, target: Target, nodes: Rows, difference: SparkDifference
) -> tuple[Rows, _Shared]:
    """Part nodes that this dataset alone describes from the others."""
    former = {key.name for key in difference.removed_nodes}
    relabelled = (
        frozenset(
            row["name"]
            for row in nodes.frame.select("name").toLocalIterator()
            if row["name"] in former
        )
        if former
        else frozenset()
    )
    if not target.other_ranks and not relabelled:
        return nodes, _Shared(nodes.only("false"), relabelled)
    names = [(name,) for name in relabelled]
    ids = session.createDataFrame(names, "name string")
    if target.other_ranks:
        described = _reader(session, target).option("query", _text("load/spark/records_read"))
        others = described.load().filter(f"dataset != '{target.dataset}'")
        ids = ids.union(others.selectExpr("id AS name"))
    elsewhere = Rows(nodes.frame.join(ids.distinct(), "name", "left_semi").select(*_COLUMNS))
    return nodes.without(elsewhere), _Shared(elsewhere, relabelled)


def _write_rest(
    target: Target, lease: Lease, difference: Difference, log: ChangeLog, watch: Watch
) -> None:
    if not difference.index_lines:
        return
    told = write_difference(target, lease, difference, watch)
    log.closed |= told.closed
    for change in told.changes.values():
        log.add(change)


def _tell(log: ChangeLog, claims: Rows) -> None:
    if not log.keeps:
        return
    for batch in changes(claims):
        for change in batch:
            claim = change.record
            assert isinstance(claim, ClaimRecord)  # noqa: S101 - they were filtered so
            log.add(ClaimChange("appeared", claim.claim_id, claim.type, claim.start, claim.end))


def _send(session: SparkSession, target: Target, rows: Rows, order: Order, family: str) -> None:
    """Let the connector write rows, and see that all of them were written."""
    make: Chunks
    if family == "node":
        make, columns, name = node_chunks(order), NODE_EVENTS, NODES_WRITE
    else:
        make, columns, name = claim_chunks(order), CLAIM_EVENTS, CLAIMS_CREATE
    in_order = rows.frame.select(*_COLUMNS).coalesce(1).sortWithinPartitions("kind", "name")
    events = in_order.mapInPandas(make, columns)
    _write(events, target, name, Lease(order.token, order.lease_seconds))
    found = target.graph.read("load/spark/written_read", prefix=f"{order.prefix}/{family}/")[0]
    if found["written"] != len(rows):
        raise WrittenTooLittleError(
            f"{name}: {len(rows)} rows were sent and {found['written']} written; run it again"
        )


def _write(events: DataFrame, target: Target, name: str, lease: Lease) -> None:
    from py4j.protocol import Py4JJavaError

    try:
        (
            events.write.format(FORMAT)
            .mode("Overwrite")
            .options(**_options(target))
            .option("query", _text(name).replace(_UNWIND, "", 1))
            .option("batch.size", "1")
            .save()
        )
    except Py4JJavaError as error:
        _refuse_lost_lease(target, lease, error)
        said = str(error.java_exception.getMessage() or error.java_exception)
        raise ConnectorFailedError(
            f"{name}: the connector could not write: {said.splitlines()[0]}; what is committed "
            "stays, run the reload again"
        ) from error


def _refuse_lost_lease(target: Target, lease: Lease, failed: Exception) -> None:
    """Ask the lock itself whether a chunk failed since another run holds it, not the error's text.

    Raises
    ------
    LeaseLostError
        Another run holds the lock, or held it meanwhile.
    """
    try:
        lease.renew(target.graph)
    except LeaseLostError:
        raise LeaseLostError(
            "this run was paused for more than its lease and another run holds the lock; what "
            "it had committed is kept: run it again"
        ) from failed


def _reader(session: SparkSession, target: Target) -> DataFrameReader:
    return session.read.format(FORMAT).options(**_options(target)).option("partitions", "1")


def _options(target: Target) -> dict[str, str]:
    settings = target.graph.settings
    return {
        "url": settings.uri,
        "database": settings.database,
        "authentication.type": "basic",
        "authentication.basic.username": settings.username,
        "authentication.basic.password": settings.password,
    }


def _text(name: str) -> str:
    lines = statement(name).text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("//"))
