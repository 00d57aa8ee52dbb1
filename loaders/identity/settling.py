"""Brings entities, records and claims to where the decisions want them, in one transaction.

Every claim belongs between the records of its own dataset; that is where its source put it. What
the graph shows is derived: the claim runs between the entities that those records describe. So any
state can be brought to any other by asking where each record belongs now, and claims can be taken
back to their own ids (``scattered``) before a load touches them and gathered again afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from graphdb.connection import Row, Transaction
from graphdb.model import NODE_TYPES, RELATIONSHIP_TYPES, symmetric_ends
from loaders.difference import BATCH
from loaders.identity.groups import OwnRecord, canonical_ids, members, merged, own_name
from loaders.records import Properties
from loaders.resolve import Described

_EVERY_LABEL = sorted({label for node in NODE_TYPES.values() for label in node.labels})
_CONTROL = ("record_id", "dataset", "entity_id", "label")


class Settled(NamedTuple):
    """What was moved: records that describe another entity, claims, and claims now held back."""

    records: int
    claims: int
    held: int


def settle(
    transaction: Transaction, ids: Iterable[str], groups: Sequence[Sequence[str]]
) -> Settled:
    """Bring all that belongs to some ids to where these groups want it.

    Parameters
    ----------
    transaction
        Where to write, under the writers' lock.
    ids
        Ids that were or will be grouped; whole groups, as they were and as they will be.
    groups
        Groups of ids that are one; none to take everything back to its own id.
    """
    touched = sorted({*ids, *members(groups)})
    if not touched:
        return Settled(0, 0, 0)
    records = _records(transaction, touched)
    goal = canonical_ids(groups, records)
    _write_entities(transaction, records, goal)
    moved = [
        {"record_id": r.record_id, "id": goal[r.id]} for r in records if r.entity != goal[r.id]
    ]
    for batch in _batches(moved):
        transaction.run("load/identity_describe", rows=batch)
    claims, held = _move_claims(transaction, touched, records, goal)
    leftover = sorted(set(touched) - set(goal.values()))
    transaction.run("load/identity_leftovers", ids=leftover)
    return Settled(len(moved), claims, held)


def _records(transaction: Transaction, ids: Sequence[str]) -> list[OwnRecord]:
    rows = transaction.run("load/identity_records", ids=list(ids)).rows
    return [
        OwnRecord(
            row["record_id"],
            row["id"],
            row["entity"],
            Described(
                row["dataset"],
                row["rank"],
                row["label"],
                {k: v for k, v in row["properties"].items() if k not in _CONTROL},
            ),
        )
        for row in rows
    ]


def _write_entities(
    transaction: Transaction, records: Sequence[OwnRecord], goal: Mapping[str, str]
) -> None:
    together: defaultdict[str, list[OwnRecord]] = defaultdict(list)
    for record in records:
        together[goal[record.id]].append(record)
    by_label: defaultdict[str, list[Row]] = defaultdict(list)
    for entity_id, describing in sorted(together.items()):
        entity = merged(describing)
        row = {"id": entity_id, "properties": {**entity.properties, "id": entity_id}}
        by_label[entity.label].append(row)
    for label, rows in sorted(by_label.items()):
        labels = list(NODE_TYPES[label].labels)
        stale = [other for other in _EVERY_LABEL if other not in labels]
        for batch in _batches(rows):
            transaction.run("load/entities_write", rows=batch, labels=labels, stale_labels=stale)


def _move_claims(
    transaction: Transaction,
    ids: Sequence[str],
    records: Sequence[OwnRecord],
    goal: Mapping[str, str],
) -> tuple[int, int]:
    said = {(r.described.dataset, r.id): r.described.properties for r in records}
    moves: defaultdict[str, list[Row]] = defaultdict(list)
    holds: defaultdict[str, list[Row]] = defaultdict(list)
    for row in transaction.run("load/identity_claims", ids=list(ids)).rows:
        wanted = _wanted(row, goal, said)
        if wanted == row:
            continue
        (holds if wanted["held"] else moves)[row["type"]].append(wanted)
    for claim_type, rows in sorted(moves.items()):
        for batch in _batches(rows):
            transaction.run("load/identity_move", rows=batch, type=claim_type)
    for claim_type, rows in sorted(holds.items()):
        for batch in _batches([_between_records(row) for row in rows]):
            transaction.run("load/identity_hold", rows=batch, type=claim_type)
    return sum(map(len, moves.values())), sum(map(len, holds.values()))


class _End(NamedTuple):
    """One end of a claim: its entity, and how its source spoke of it where that differs."""

    entity: str
    own: str | None
    name: str | None


def _wanted(row: Row, goal: Mapping[str, str], said: Mapping[tuple[str, str], Properties]) -> Row:
    """Say where a claim belongs and what it has to remember of its own ends."""
    start, end = _end(row, "start", goal, said), _end(row, "end", goal, said)
    own_start, own_end = start.own or start.entity, end.own or end.entity
    if start.entity == end.entity and own_start != own_end:
        bare = dict.fromkeys(("start_id", "start_name", "end_id", "end_name"))
        return {**row, **bare, "held": True, "start": own_start, "end": own_end}
    kind = RELATIONSHIP_TYPES[row["type"]]
    if symmetric_ends(kind, start.entity, end.entity) != (start.entity, end.entity):
        start, end = end, start
    return {
        **row,
        "held": False,
        "start": start.entity,
        "start_id": start.own,
        "start_name": start.name,
        "end": end.entity,
        "end_id": end.own,
        "end_name": end.name,
    }


def _end(
    row: Row, side: str, goal: Mapping[str, str], said: Mapping[tuple[str, str], Properties]
) -> _End:
    own = row[f"{side}_id"] or row[side]
    if own not in goal:
        return _End(row[side], row[f"{side}_id"], row[f"{side}_name"])
    if goal[own] == own:
        return _End(own, None, None)
    return _End(goal[own], own, own_name(said, row["dataset"], own))


def _between_records(row: Row) -> Row:
    dataset = row["dataset"]
    return {**row, "start": f"{dataset}|{row['start']}", "end": f"{dataset}|{row['end']}"}


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]
