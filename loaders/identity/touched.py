"""Which groups of ids a load touches: those whose records change or on which changed claims end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphdb.connection import Graph
from loaders.difference import Difference, changes
from loaders.identity.decisions import Decision, checked, clusters
from loaders.identity.groups import members, touching
from loaders.records import NodeRecord

Groups = Sequence[Sequence[str]]


def stored_decisions(graph: Graph) -> tuple[Decision, ...]:
    """Read the decisions that the graph follows."""
    return checked(Decision(**row) for row in graph.read("load/decisions_read"))


def touched_groups(graph: Graph, difference: Difference, *, every: bool) -> Groups:
    """Give the groups that a difference touches, or every group that decisions make."""
    groups = clusters(stored_decisions(graph))
    if every or not groups:
        return groups
    grouped = members(groups)
    return touching(groups, (one for one in _ids(difference) if one in grouped))


def _ids(difference: Difference) -> Iterator[str]:
    for spool in (difference.nodes, difference.added_claims, difference.changed_claims):
        for batch in changes(spool):
            for change in batch:
                record = change.record
                if isinstance(record, NodeRecord):
                    yield record.id
                else:
                    yield record.start
                    yield record.end
    for key in difference.removed_nodes:
        yield key.name
