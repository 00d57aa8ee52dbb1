"""A first load prepared as files: the same records, refusals and run as those of the ordinary load.

Everything that the graph says after the load stands in the files, the key index, the run and the
version among it. So whoever puts the imported store in place does so in one step.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphdb.connection import Graph
from graphdb.errors import InputRefusedError
from loaders.bulk.files import Group, ImportFiles
from loaders.bulk.helpers import CHANGED, Order, helping, parts_for, take_in
from loaders.changes import MOST_CHANGES, ChangeLog, packed
from loaders.clock import Clock
from loaders.difference import Difference, compare
from loaders.options import LoadOptions
from loaders.recording import counted
from loaders.records import Result
from loaders.refusals import refuse_or_reject
from loaders.runs import Run
from loaders.sources import SourceKind, fingerprint
from loaders.stored_datasets import dataset_properties


@dataclass(frozen=True)
class Prepared:
    """Files for the importer, and the run that they record.

    ``nodes`` and ``relationships`` are the files with their labels or their type; ``multiline``
    says that a text in them goes over several lines.
    """

    run: Run
    nodes: tuple[Group, ...]
    relationships: tuple[Group, ...]
    multiline: bool


def occupied_by(graph: Graph) -> tuple[str, ...]:
    """Give the labels of a node that keeps the graph from being loaded in bulk; none if empty."""
    rows = graph.read("load/bulk_occupied")
    return tuple(rows[0]["labels"]) or ("(no label)",) if rows else ()


def refuse_unless_empty(graph: Graph) -> None:
    """Keep from losing anything.

    Raises
    ------
    InputRefusedError
        The graph is not empty.
    """
    labels = occupied_by(graph)
    if labels:
        raise InputRefusedError(
            f"a bulk load needs an empty graph, and this one holds {':'.join(labels)}; leave out "
            "--bulk, or unload all datasets first"
        )


def prepare(
    graph: Graph,
    kind: SourceKind,
    path: Path,
    dataset: str,
    folder: Path,
    clock: Clock,
    options: LoadOptions,
    heartbeat: Callable[[int], None],
) -> Prepared:
    """Read and validate an input, and write all that the graph is to say into a folder.

    Parameters
    ----------
    graph
        The empty graph, which is only read: its version and its past runs.
    kind, path, dataset
        What to load, and under which name.
    folder
        An empty folder.
    clock
        The run's.
    options
        As for the ordinary load.
    heartbeat
        Hears of every 5,000 rows that this process reads, and every second while it waits.

    Raises
    ------
    InputRefusedError
        The input is wrong beyond what the options allow, or has changed while several read it.
    NotForImportError
        The importer's files can't hold it; the ordinary load can.
    HelperFailedError
        A process that read a part has ended early.
    """
    described = dataset_properties(graph, kind, path, dataset, options)
    rank = int(str(described["rank"]))
    parts = parts_for(kind, path)
    orders = [
        Order(kind.name, path, dataset, rank, folder, part, parts, kind.version)
        for part in range(1, parts)
    ]
    with ImportFiles(folder, dataset, rank, parts=parts) as files, helping(orders) as helpers:
        empty = Difference(nodes=files.nodes, added_claims=files.claims)
        with compare(_scanned(kind, path, dataset, parts), {}, heartbeat, empty) as difference:
            for helper in helpers:
                answer = helper.answer(lambda: heartbeat(difference.rows))
                take_in(difference, files, answer)
            if parts > 1 and fingerprint(kind, path) != clock.fingerprint:
                raise InputRefusedError(CHANGED)
            rejects = refuse_or_reject(graph, difference, dataset, options, clock.run_id)
            log = _log(files, difference)
            run = clock.run("changed", graph.state().version + 1)
            run = replace(counted(run, difference, log), rejects_file=rejects)
        _put_own_nodes(files, graph, run, log, described)
    return Prepared(run, tuple(files.node_groups), tuple(files.claim_groups), files.has_newlines)


def _scanned(kind: SourceKind, path: Path, dataset: str, parts: int) -> Iterator[Result]:
    if kind.scan_part is None or parts == 1:
        return kind.scan(path, dataset, {})
    return kind.scan_part(path, dataset, 0, parts, all_nodes=True)


def _log(files: ImportFiles, difference: Difference) -> ChangeLog:
    log = ChangeLog(keeps=difference.size <= MOST_CHANGES)
    for change in files.changes if log.keeps else ():
        log.add(change)
    return log


def _put_own_nodes(
    files: ImportFiles, graph: Graph, run: Run, log: ChangeLog, described: dict[str, object]
) -> None:
    """Write the dataset, the run and past runs, the version and the last of the key index."""
    files.put_rest_of_index()
    files.put_others("Dataset", [described])
    files.put_others("GraphVersion", [{"name": "graph", "version": run.graph_version}])
    now = datetime.now(UTC)
    own: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in graph.read("load/bulk_history"):
        own[row["label"]].append(row["properties"])
    own["LoadRun"].append({**run.as_properties(), "finished": now})
    entries = packed(log.changes.values())
    own["ChangeLog"].append({"run_id": run.run_id, "written": now, "entries": entries})
    for label, rows in own.items():
        files.put_others(label, rows)
