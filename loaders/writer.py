"""Writes a difference: as one transaction where it fits, else in batches, resumable.

Every batch writes its part of the key index in the same transaction as its data. A run that is
cut off leaves data and index in agreement, so the next run's difference is just what is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import Any, NamedTuple

from graphdb.connection import Graph, Row, Transaction
from graphdb.errors import ProxygraphError
from graphdb.lookups import found_claims
from graphdb.model import NODE_TYPES
from graphdb.validtime import ONGOING
from loaders.changes import MOST_CHANGES, Action, ChangeLog, differing
from loaders.changes import Change as ClaimChange
from loaders.difference import BATCH, Change, Difference, changes
from loaders.keyindex import Entry, encode_segment
from loaders.lanes import run_side_by_side
from loaders.lock import LANES, Keeper, Lease
from loaders.memory import no_cycle_collection
from loaders.records import ClaimRecord, Key, NodeRecord, Properties
from loaders.resolve import Described, Entity, resolve
from loaders.transactions import Step, leased_transaction

SINGLE_TRANSACTION = 25_000
"""Up to so many records a difference is one transaction."""

_CONTROL = ("record_id", "dataset", "entity_id", "label")
_EVERY_LABEL = sorted({label for node in NODE_TYPES.values() for label in node.labels})


class WrittenTooLittleError(ProxygraphError):
    """The server wrote fewer rows than were sent, so the batch was undone; report it as a bug."""


@dataclass(frozen=True)
class Target:
    """Where to write: the graph, the dataset with its rank, and the ranks of the others."""

    graph: Graph
    dataset: str
    rank: int
    other_ranks: dict[str, int]


class Stage(NamedTuple):
    """Steps that do not build on each other, and how many of them may go side by side."""

    steps: Iterable[Step]
    lanes: int


Around = tuple[Sequence[Step], Sequence[Step]]
"""Steps of the same transaction, before and after the data."""

Watch = Callable[[str, int, int], None]
"""Hears of progress: what is being done, how much of it is done, out of how much."""


def unwatched(doing: str, done: int, total: int) -> None:
    """Hear of progress and do nothing."""


def fits_one_transaction(difference: Difference) -> bool:
    """Tell whether a difference is written in one transaction, so that a kill tears nothing."""
    return difference.size <= SINGLE_TRANSACTION


def write_difference(
    target: Target,
    lease: Lease,
    difference: Difference,
    watch: Watch = unwatched,
    around: Around | None = None,
) -> ChangeLog:
    """Write all changes; returns what changed, claim by claim as far as that is kept.

    Steps ``around`` the data go into its transaction where it is a single one.

    Raises
    ------
    LeaseLostError
        The run was paused for longer than its lease; what is committed stays.
    WrittenTooLittleError
        The server dropped rows; that transaction was undone.
    """
    log = ChangeLog(keeps=difference.size <= MOST_CHANGES)

    total = 1 + difference.size // BATCH

    def watched(done: Iterator[int], steps: Iterable[Step]) -> Iterator[Step]:
        for step in steps:
            watch("writing", min(next(done), total), total)
            yield step

    def all_at_once(transaction: Transaction) -> None:
        stages = _stages(target, difference, log)
        before, after = around or ((), ())
        for step in before:
            step(transaction)
        for step in watched(count(), chain.from_iterable(stage.steps for stage in stages)):
            step(transaction)
        for step in after:
            step(transaction)

    with no_cycle_collection():
        if fits_one_transaction(difference):
            leased_transaction(target.graph, lease, all_at_once)
        else:
            keeper, done = Keeper(target.graph, lease), count()
            for stage in _stages(target, difference, log):
                run_side_by_side(keeper, watched(done, stage.steps), stage.lanes)
    return log


def _stages(target: Target, difference: Difference, log: ChangeLog) -> Iterator[Stage]:
    """Give the steps in stages; each builds on those before it, and not upon itself.

    Nodes and new claims go side by side. A claim that is changed or removed stays locked until the
    commit, which needs its neighbours at both actors as well: two such steps would wait for each
    other at every busy actor.
    """
    former_keys = defaultdict(list)
    for key in difference.removed_nodes:
        former_keys[key.name].append(key)
    put_nodes = partial(_put_nodes, target=target, former_keys=former_keys)
    yield Stage((partial(put_nodes, batch=batch) for batch in changes(difference.nodes)), LANES)
    remove = partial(_remove_claims, target=target, log=log)
    yield Stage((partial(remove, keys=keys) for keys in _sliced(difference.removed_claims)), 1)
    change = partial(_change_claims, target=target, log=log)
    yield Stage((partial(change, batch=batch) for batch in changes(difference.changed_claims)), 1)
    add = partial(_add_claims, target=target, log=log)
    yield Stage((partial(add, batch=batch) for batch in changes(difference.added_claims)), LANES)
    remove_nodes = partial(_remove_nodes, target=target)
    yield Stage((partial(remove_nodes, keys=keys) for keys in _sliced(difference.removed_nodes)), 1)
    if difference.refreshed:
        yield Stage([partial(_index, target=target, put=difference.refreshed)], 1)


def _sliced(keys: list[Key]) -> Iterator[list[Key]]:
    for first in range(0, len(keys), BATCH):
        yield keys[first : first + BATCH]


def _index(
    transaction: Transaction,
    target: Target,
    put: dict[Key, Entry],
    removed: Iterable[Key] = (),
) -> None:
    entries = encode_segment(put, removed)
    transaction.run("load/index_append", dataset=target.dataset, entries=entries)


def _entries(batch: Sequence[Change]) -> dict[Key, Entry]:
    return {change.record.key: change.entry for change in batch}


def _put_nodes(
    transaction: Transaction,
    target: Target,
    batch: Sequence[Change],
    former_keys: Mapping[str, list[Key]],
) -> None:
    """Write nodes; one whose label changed leaves its former key in the same transaction.

    Were both keys in the index after a crash, the next run could take the node for one of each.
    """
    records = [change.record for change in batch if isinstance(change.record, NodeRecord)]
    own = {r.id: Described(target.dataset, target.rank, r.label, r.properties) for r in records}
    write_entities(transaction, target, own)
    rows = [
        {
            "record_id": _record_id(target, record.id),
            "properties": {
                **record.properties,
                "record_id": _record_id(target, record.id),
                "dataset": target.dataset,
                "entity_id": record.id,
                "label": record.label,
            },
        }
        for record in records
    ]
    _checked(transaction, "load/records_write", len(rows), rows=rows)
    relabelled = [key for record in records for key in former_keys.get(record.id, ())]
    _index(transaction, target, _entries(batch), relabelled)


def _record_id(target: Target, entity_id: str) -> str:
    return f"{target.dataset}|{entity_id}"


def write_entities(
    transaction: Transaction, target: Target, own: dict[str, Described], gone: Iterable[str] = ()
) -> None:
    """Write entities as all their records now resolve to.

    Parameters
    ----------
    transaction
        Where to write.
    target
        The dataset that is being loaded.
    own
        Entity id → this dataset's record of it.
    gone
        Ids that this dataset describes no longer: they are removed where no other does.
    """
    others = _records_of_others(transaction, target, [*own, *gone])
    resolved = {i: resolve([record, *others.get(i, ())]) for i, record in own.items()}
    resolved |= {i: resolve(others[i]) for i in gone if i in others}
    by_label: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for entity_id, entity in sorted(resolved.items()):
        by_label[entity.label].append(_entity_row(entity_id, entity))
    for label, rows in by_label.items():
        labels = list(NODE_TYPES[label].labels)
        stale = [other for other in _EVERY_LABEL if other not in labels]
        _checked(
            transaction,
            "load/entities_write",
            len(rows),
            rows=rows,
            labels=labels,
            stale_labels=stale,
        )
    orphans = sorted(i for i in gone if i not in resolved)
    _checked(transaction, "load/entities_delete", len(orphans), ids=orphans)


def _entity_row(entity_id: str, entity: Entity) -> dict[str, Any]:
    return {"id": entity_id, "properties": {**entity.properties, "id": entity_id}}


def _records_of_others(
    transaction: Transaction, target: Target, ids: Sequence[str]
) -> dict[str, list[Described]]:
    if not target.other_ranks:
        return {}
    found: defaultdict[str, list[Described]] = defaultdict(list)
    rows = transaction.run("load/records_of", ids=list(ids), dataset=target.dataset).rows
    for row in rows:
        rank = target.other_ranks[row["dataset"]]
        said = own_properties(row["properties"])
        found[row["id"]].append(Described(row["dataset"], rank, row["label"], said))
    return dict(found)


def own_properties(stored: Properties) -> Properties:
    """Take what a dataset said out of a stored record."""
    return {name: value for name, value in stored.items() if name not in _CONTROL}


def _remove_nodes(transaction: Transaction, target: Target, keys: Sequence[Key]) -> None:
    kept = _still_described(transaction, target, keys)
    gone = sorted(key.name for key in keys if (key.name, key.kind) not in kept)
    gone = [name for name in gone if name not in {entity for entity, _ in kept}]
    ids = [_record_id(target, name) for name in gone]
    _checked(transaction, "load/records_delete", len(ids), record_ids=ids)
    write_entities(transaction, target, {}, gone)
    _index(transaction, target, {}, keys)


def _still_described(
    transaction: Transaction, target: Target, keys: Sequence[Key]
) -> set[tuple[str, str]]:
    """Find nodes that only changed their label: their record stands under the new one."""
    rows = transaction.run(
        "load/records_relabelled",
        dataset=target.dataset,
        rows=[{"record_id": _record_id(target, key.name), "label": key.kind} for key in keys],
    ).rows
    return {(row["id"], row["label"]) for row in rows}


def claim_groups(batch: Sequence[Change]) -> dict[str, list[dict[str, Any]]]:
    """Sort a batch's claims by type, as the rows that statements take."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    claims = [change.record for change in batch if isinstance(change.record, ClaimRecord)]
    for claim in sorted(claims, key=lambda claim: (claim.end, claim.start)):
        groups[claim.type].append(
            {
                "claim_id": claim.claim_id,
                "start": claim.start,
                "end": claim.end,
                "properties": claim.properties,
            }
        )
    return dict(groups)


def _add_claims(
    transaction: Transaction, target: Target, batch: Sequence[Change], log: ChangeLog
) -> None:
    for claim_type, rows in claim_groups(batch).items():
        _checked(transaction, "load/claims_create", len(rows), rows=rows, type=claim_type)
        for row in rows:
            log.add(ClaimChange("appeared", row["claim_id"], claim_type, row["start"], row["end"]))
    _index(transaction, target, _entries(batch))


def _change_claims(
    transaction: Transaction, target: Target, batch: Sequence[Change], log: ChangeLog
) -> None:
    for claim_type, rows in claim_groups(batch).items():
        found = found_claims(transaction, claim_type, [row["claim_id"] for row in rows])
        stored = [{**row, "element": found.get(row["claim_id"])} for row in rows]
        updated = transaction.run(
            "load/claims_update", rows=stored, type=claim_type, tell=log.keeps
        ).rows
        former = {row["claim_id"]: row for row in updated}
        moved = [row for row in stored if row["claim_id"] not in former]
        if moved:
            _delete(transaction, claim_type, moved)
            _checked(transaction, "load/claims_create", len(moved), rows=moved, type=claim_type)
        for row in rows:
            if not is_as_stored(row, former.get(row["claim_id"])):
                log.add(told_change(claim_type, row, former.get(row["claim_id"])))
    _index(transaction, target, _entries(batch))


def is_as_stored(row: dict[str, Any], former: Row | None) -> bool:
    """Tell whether a claim is written again as it was, only since the program has changed."""
    stored = (former or {}).get("former") or {}
    kept = {name: said for name, said in stored.items() if said is not None}
    return bool(kept == row["properties"])


def told_change(claim_type: str, row: dict[str, Any], former: Row | None) -> ClaimChange:
    """Tell how a claim changes from what was stored of it, ``None`` where its ends moved."""
    new = row["properties"]
    was_open = former is not None and not _is_end(former["former_end"])
    closes = was_open and _is_end(new.get("valid_to"))
    details = differing(former["former"] or {}, new) if former and former["former"] else {}
    action: Action = "closed" if closes else "changed"
    return ClaimChange(action, row["claim_id"], claim_type, row["start"], row["end"], details)


def _is_end(value: object) -> bool:
    return value not in (None, ONGOING)


def _remove_claims(
    transaction: Transaction, target: Target, keys: Sequence[Key], log: ChangeLog
) -> None:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[key.kind].append(key.name)
    for claim_type, ids in groups.items():
        for row in _delete(transaction, claim_type, found_rows(transaction, claim_type, ids)):
            log.add(ClaimChange("removed", row["claim_id"], claim_type, row["start"], row["end"]))
    _index(transaction, target, {}, keys)


def found_rows(
    where: Transaction | Graph, claim_type: str, claim_ids: Sequence[str]
) -> list[dict[str, Any]]:
    """Give rows that name claims by id and place, as statements on stored claims take them."""
    found = found_claims(where, claim_type, claim_ids)
    return [{"claim_id": one, "element": found.get(one)} for one in claim_ids]


def _delete(
    transaction: Transaction, claim_type: str, rows: Sequence[Mapping[str, Any]]
) -> tuple[Row, ...]:
    places = [{"claim_id": row["claim_id"], "element": row["element"]} for row in rows]
    gone = transaction.run("load/claims_delete", rows=places, type=claim_type).rows
    _compare("load/claims_delete", len(rows), len(gone))
    return gone


def _checked(transaction: Transaction, name: str, sent: int, **parameters: object) -> None:
    if not sent:
        return
    _compare(name, sent, transaction.run(name, **parameters).rows[0]["written"])


def _compare(name: str, sent: int, written: int) -> None:
    if written != sent:
        raise WrittenTooLittleError(
            f"{name}: {sent} rows were sent and {written} written; the transaction was undone"
        )
