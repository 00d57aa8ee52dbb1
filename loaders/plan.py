"""What a load would change, claim by claim: the words of a dry run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from graphdb.connection import Graph, Row
from loaders.changes import MOST_CHANGES, Change, ChangeLog
from loaders.difference import Difference, changes
from loaders.records import Key
from loaders.writer import claim_groups, found_rows, is_as_stored, told_change


def planned_changes(graph: Graph, difference: Difference) -> ChangeLog:
    """Say which claims would appear, change, gain an end or be removed; nothing is written.

    Like a run's own change log it keeps up to 2,000 changes; a larger difference is described
    by its counts alone.
    """
    log = ChangeLog(keeps=difference.size <= MOST_CHANGES)
    if not log.keeps:
        return log
    for batch in changes(difference.added_claims):
        for claim_type, rows in claim_groups(batch).items():
            for row in rows:
                log.add(Change("appeared", row["claim_id"], claim_type, row["start"], row["end"]))
    for batch in changes(difference.changed_claims):
        for claim_type, rows in claim_groups(batch).items():
            stored = _stored(graph, claim_type, [row["claim_id"] for row in rows])
            for row in rows:
                former = stored.get(row["claim_id"])
                moved = former and (former["start"], former["end"]) != (row["start"], row["end"])
                if moved or not is_as_stored(row, former):
                    log.add(told_change(claim_type, row, None if moved else former))
    for change in _removed(graph, difference.removed_claims):
        log.add(change)
    return log


def _removed(graph: Graph, keys: Sequence[Key]) -> list[Change]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[key.kind].append(key.name)
    return [
        Change("removed", row["claim_id"], claim_type, row["start"], row["end"])
        for claim_type, ids in groups.items()
        for row in _stored(graph, claim_type, ids).values()
    ]


def _stored(graph: Graph, claim_type: str, ids: list[str]) -> dict[str, Row]:
    places = found_rows(graph, claim_type, ids)
    rows = graph.read("load/claims_stored", rows=places, type=claim_type)
    return {row["claim_id"]: row for row in rows}
