"""The sources' own reading and validation, in the executors.

A source whose rows can be validated apart (``SourceKind.scan_part``) is read by as many tasks as
there are cores; any other by one task, beside those of other sources.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphdb.errors import InputRefusedError, Problem
from loaders.difference import BATCH
from loaders.records import LeftOut, Result, RowsRead, Scanned, record_hash
from loaders.sources import source_kind

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

COLUMNS = (
    "part int, place long, what string, family string, kind string, name string, "
    "raw binary, hash binary, record binary, source string, line long, field string, "
    "rule string, value string"
)
"""What becomes of a row of a source: a record with its key and hashes, or what is wrong with it.

Of what is left out, and of what says how many rows were read, ``line`` is a number of rows.
"""

RECORD, PROBLEM, LEFT_OUT, READ, REFUSED = "record", "problem", "left out", "read", "refused"
_OTHER_VERSION = (
    "Spark's executors would read this input otherwise than the driver, nothing was written: give "
    "them the same versions of proxygraph, of its libraries and of Python"
)
_NAMES = [column.split()[0] for column in COLUMNS.split(", ")]


def scanned_frame(
    session: SparkSession, kind_name: str, path: Path, dataset: str, parts: int
) -> DataFrame:
    """Read and validate a source; rows have the columns of :data:`COLUMNS`.

    Parameters
    ----------
    session
        The session; its executors see the path.
    kind_name, path, dataset
        What to read, and under which name.
    parts
        How many tasks read it, where it can be read in parts.
    """
    tasks = parts if source_kind(kind_name).scan_part else 1
    numbers = session.createDataFrame([(number,) for number in range(tasks)], "part int")
    version = source_kind(kind_name).version
    reader = part_reader(kind_name, str(path), dataset, tasks, version)
    return numbers.repartition(tasks, "part").mapInPandas(reader, COLUMNS)


def part_reader(
    kind_name: str, path: str, dataset: str, parts: int, version: str
) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """Give the function that reads the parts whose numbers it gets; ``version`` is the driver's."""

    def read(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        import pandas as pd

        for frame in frames:
            for part in frame["part"].tolist():
                rows = _rows(kind_name, path, dataset, part, parts, version)
                while batch := list(islice(rows, BATCH)):
                    yield pd.DataFrame(batch, columns=_NAMES)

    return read


def _rows(
    kind_name: str, path: str, dataset: str, part: int, parts: int, version: str
) -> Iterator[tuple[Any, ...]]:
    kind = source_kind(kind_name)
    if kind.version != version:
        yield (part, -1, *_refused(InputRefusedError(_OTHER_VERSION)))
        return
    results = (
        kind.scan_part(Path(path), dataset, part, parts)
        if kind.scan_part
        else kind.scan(Path(path), dataset, {})
    )
    try:
        for place, result in enumerate(results):
            yield (part, place, *_row(result))
    except InputRefusedError as refused:  # An error would reach the driver as a text of Java's.
        yield (part, -1, *_refused(refused))


def _refused(error: InputRefusedError) -> tuple[Any, ...]:
    packed = pickle.dumps((error.message, error.problems))
    return (REFUSED, *[None] * 5, packed, None, 0, None, None, None)


def _row(result: Result) -> tuple[Any, ...]:
    match result:
        case Scanned(raw, record):
            key = record.key
            packed = pickle.dumps(tuple(record), protocol=5)
            hashes = (raw, record_hash(record))
            return (RECORD, *key, *hashes, packed, None, 0, None, None, None)
        case Problem(source, line, field, rule, value):
            return (PROBLEM, *[None] * 6, source, line, field, rule, value)
        case LeftOut(reason, rows):
            return (LEFT_OUT, *[None] * 6, None, rows, None, reason, None)
        case RowsRead(rows):
            return (READ, *[None] * 6, None, rows, None, None, None)
    raise TypeError(f"nothing is known yet, so nothing can be unchanged: {result}")
