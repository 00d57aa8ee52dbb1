"""What goes into which transaction of a load: the mark, identity, the data, entities resolved anew.

A load that fits one transaction leaves nothing torn wherever it is killed. One that takes several
marks its dataset first, so that answers that rest on it can say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Protocol

from graphdb.connection import Graph, Row, Transaction
from loaders import writer
from loaders.changes import ChangeLog
from loaders.difference import BATCH, Difference
from loaders.identity.groups import members
from loaders.identity.settling import settle
from loaders.identity.touched import Groups
from loaders.lock import Lease
from loaders.resolve import Described
from loaders.transactions import leased_transaction
from loaders.writer import (
    Around,
    Target,
    fits_one_transaction,
    own_properties,
    write_entities,
)


class Write(Protocol):
    """Writes a difference, with other steps around it where that is asked for.

    Declines (``None``) where it cannot write in one transaction with them.
    """

    def __call__(
        self, target: Target, difference: Difference, around: Around | None = None, /
    ) -> ChangeLog | None:
        """Write it."""


def change(
    graph: Graph,
    lease: Lease,
    target: Target,
    difference: Difference,
    write: Write,
    groups: Groups,
    *,
    described: dict[str, object] | None = None,
    again: bool = False,
) -> ChangeLog:
    """Change data without ending the load: in one transaction where that is possible.

    Killed before or after that transaction, the load leaves nothing torn. In several transactions
    it does, so the dataset is marked as torn first.
    """
    is_small = not again or difference.former + len(difference.nodes) <= writer.SINGLE_TRANSACTION
    if fits_one_transaction(difference) and is_small:
        around = _around(target, groups, described, again=again)
        begin(graph, lease, target.dataset)
        log = write(target, difference, around)
        if log is not None:
            return log
    begin(graph, lease, target.dataset, described, torn=True)
    _settle(graph, lease, groups, ())
    log = write(target, difference)
    assert log is not None  # noqa: S101 - only a write around which other steps go may be declined
    if again:
        _resolve_again(graph, lease, target)
    _settle(graph, lease, groups, groups)
    return log


def _around(
    target: Target, groups: Groups, described: dict[str, object] | None, *, again: bool
) -> Around:
    """Give the steps that go with a dataset's data into one transaction, before it and after it."""
    ids = members(groups)

    def describe(transaction: Transaction) -> None:
        transaction.run("load/dataset_write", dataset=target.dataset, properties=described)

    def take_apart(transaction: Transaction) -> None:
        settle(transaction, ids, ())

    def put_together(transaction: Transaction) -> None:
        settle(transaction, ids, groups)

    def resolve_again(transaction: Transaction) -> None:
        rows = transaction.run("load/records_of_dataset", dataset=target.dataset).rows
        for batch in _described(target, rows):
            write_entities(transaction, target, batch)

    def show(transaction: Transaction) -> None:
        transaction.run("load/version_step")

    before = [describe] * (described is not None) + [take_apart] * bool(ids)
    after = [resolve_again] * again + [put_together] * bool(ids) + [show]
    return before, after


def begin(
    graph: Graph,
    lease: Lease,
    dataset: str,
    described: dict[str, object] | None = None,
    *,
    torn: bool = False,
) -> None:
    """Tell consistent readers that a load is under way, and that it may leave something torn."""

    def work(transaction: Transaction) -> None:
        transaction.run("load/version_begin", token=lease.token, dataset=dataset)
        if torn:
            transaction.run("load/version_torn", dataset=dataset)
        if described is not None:
            transaction.run("load/dataset_write", dataset=dataset, properties=described)

    leased_transaction(graph, lease, work)


def _settle(graph: Graph, lease: Lease, touched: Groups, groups: Groups) -> None:
    """Take touched groups apart (no groups given), or put them together again."""
    ids = members(touched)

    def work(transaction: Transaction) -> None:
        settle(transaction, ids, groups)

    if ids:
        leased_transaction(graph, lease, work)


def _resolve_again(graph: Graph, lease: Lease, target: Target) -> None:
    """Write all entities of a dataset anew after its rank has changed."""
    rows = graph.read("load/records_of_dataset", dataset=target.dataset)
    for own in _described(target, rows):
        leased_transaction(graph, lease, partial(write_entities, target=target, own=own))


def _described(target: Target, rows: Sequence[Row]) -> Iterator[dict[str, Described]]:
    """Give a dataset's own stored records, in batches."""
    for first in range(0, len(rows), BATCH):
        yield {
            row["id"]: Described(
                target.dataset, target.rank, row["label"], own_properties(row["properties"])
            )
            for row in rows[first : first + BATCH]
        }
