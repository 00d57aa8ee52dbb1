"""The difference as a join: what was scanned against the key index of the last load."""

from __future__ import annotations

import pickle
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphdb.errors import InputRefusedError, Problem
from loaders.difference import BATCH, Difference, Packed
from loaders.keyindex import FIELD, REMOVED, Entry
from loaders.records import Key
from loaders.spark.scanning import LEFT_OUT, PROBLEM, READ, RECORD, REFUSED

if TYPE_CHECKING:
    import pandas as pd
    from pyspark.sql import DataFrame, SparkSession

ADDED, CHANGED, GONE, REFRESHED = "added", "changed", "removed", "refreshed"
_KEY = ["family", "kind", "name"]
_LINES = (
    "sequence long, line long, family string, kind string, name string, raw binary, hash binary"
)


class Rows:
    """Changes that wait in Spark: they come to this process batch by batch, or stay there."""

    def __init__(self, frame: DataFrame) -> None:
        self.frame = frame
        self._length = int(frame.count())

    def __len__(self) -> int:
        return self._length

    def add(self, item: Packed) -> None:
        """Take nothing: what there is was found by the join."""
        raise TypeError("changes that wait in Spark are found by a join, not added one by one")

    def batches(self) -> Iterator[list[Packed]]:
        """Give all changes in batches; can be called again."""
        if not self._length:
            return
        rows = map(_packed, self.frame.select("record", "raw", "hash").toLocalIterator())
        while batch := list(islice(rows, BATCH)):
            yield batch

    def close(self) -> None:
        """Do nothing: the frames are given back together."""

    def only(self, condition: str) -> Rows:
        """Give some of these changes."""
        return Rows(self.frame.filter(condition))

    def without(self, rows: Rows) -> Rows:
        """Give those of these changes that are not among others of the same keys."""
        return Rows(self.frame.join(rows.frame.select(*_KEY), _KEY, "left_anti"))


def _packed(row: Any) -> Packed:  # noqa: ANN401 - Spark's rows have any columns
    made = pickle.loads(bytes(row["record"]))  # noqa: S301 - our own executors'
    return (*made, bytes(row["raw"]), bytes(row["hash"]))


@dataclass
class SparkDifference(Difference):
    """A difference whose additions and changes stay in Spark until they are written."""

    kept: list[DataFrame] = field(default_factory=list)

    def __exit__(self, *error: object) -> None:
        """Give Spark's memory and disk back."""
        self.problems.close()
        for frame in self.kept:
            frame.unpersist()


def joined_difference(
    session: SparkSession, scanned: DataFrame, segments: Sequence[bytes]
) -> SparkDifference:
    """Hold what was scanned against the segments of the key index.

    Raises
    ------
    InputRefusedError
        A source could not be read at all.
    """
    from pyspark import StorageLevel

    scanned = scanned.persist(StorageLevel.MEMORY_AND_DISK)
    difference = SparkDifference(kept=[scanned])
    try:
        _count(difference, scanned)
        index, lines = _index_frame(session, segments)
        index = index.persist(StorageLevel.MEMORY_AND_DISK)
        difference.kept.append(index)
        difference.former, difference.former_lines = int(index.count()), lines
        changed = _joined(scanned, index).persist(StorageLevel.MEMORY_AND_DISK)
        difference.kept.append(changed)
        _sort_out(difference, changed, scanned)
    except BaseException:
        difference.__exit__()
        raise
    return difference


def _count(difference: Difference, scanned: DataFrame) -> None:
    for row in scanned.filter(f"what = '{REFUSED}'").collect():
        message, problems = pickle.loads(bytes(row["record"]))  # noqa: S301 - our executors'
        raise InputRefusedError(message, problems)
    counts: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    reasons = scanned.filter(f"what != '{PROBLEM}'").groupBy("what", "rule")
    for row in reasons.agg({"*": "count", "line": "sum"}).collect():
        counts[row["what"]] += row["count(1)"]
        rows[row["what"]] += row["sum(line)"] or 0
        if row["what"] == LEFT_OUT:
            difference.left_out[row["rule"]] += row["count(1)"]
    wrong = scanned.filter(f"what = '{PROBLEM}'")
    difference.rejected = int(wrong.select("source", "line").distinct().count())
    difference.rows = rows[READ] or counts[RECORD] + rows[LEFT_OUT] + difference.rejected
    if difference.rejected:
        columns = ("source", "line", "field", "rule", "value")
        for row in wrong.orderBy("place", "part").select(*columns).toLocalIterator():
            difference.problems.add(Problem(*row))


def _index_frame(session: SparkSession, segments: Sequence[bytes]) -> tuple[DataFrame, int]:
    """Give the last entry of every key that was not removed, and how many lines there were."""
    if not segments:
        columns = "family string, kind string, name string, former_raw binary, former binary"
        return session.createDataFrame([], columns), 0
    from pyspark.sql import functions as f

    numbered = [(place, bytearray(segment)) for place, segment in enumerate(segments)]
    frame = session.createDataFrame(numbered, "sequence long, entries binary")
    lines = frame.mapInPandas(_decoded, _LINES)
    newest = f.max_by(f.struct("raw", "hash"), f.struct("sequence", "line")).alias("last")
    live = lines.groupBy(*_KEY).agg(newest).filter("last.raw IS NOT NULL")
    return live.selectExpr(*_KEY, "last.raw AS former_raw", "last.hash AS former"), int(
        lines.count()
    )


def _decoded(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    import pandas as pd

    columns = ["sequence", "line", *_KEY, "raw", "hash"]
    for frame in frames:
        for sequence, entries in zip(frame["sequence"], frame["entries"], strict=True):
            text = zlib.decompress(bytes(entries)).decode()
            rows = [
                (sequence, number, *_line(line))
                for number, line in enumerate(text.split("\n") if text else ())
            ]
            yield pd.DataFrame(rows, columns=columns)


def _line(line: str) -> tuple[str, str, str, bytes | None, bytes | None]:
    family, kind, name, raw, record = line.split(FIELD)
    if raw == REMOVED:
        return family, kind, name, None, None
    return family, kind, name, bytes.fromhex(raw), bytes.fromhex(record)


def _joined(scanned: DataFrame, index: DataFrame) -> DataFrame:
    records = scanned.filter(f"what = '{RECORD}'").select(*_KEY, "raw", "hash", "record")
    what = (
        f"CASE WHEN former IS NULL THEN '{ADDED}' WHEN hash IS NULL THEN '{GONE}' "
        f"WHEN hash != former THEN '{CHANGED}' WHEN raw != former_raw THEN '{REFRESHED}' END"
    )
    both = records.join(index, _KEY, "full_outer")
    return both.selectExpr("*", f"{what} AS change").filter("change IS NOT NULL")


def _sort_out(difference: SparkDifference, changed: DataFrame, scanned: DataFrame) -> None:
    counted = changed.groupBy("family", "change").count().collect()
    for row in counted:
        if row["change"] in (ADDED, CHANGED):
            difference.counts[f"{row['family']}s {row['change']}"] = row["count"]
    written = f"change IN ('{ADDED}', '{CHANGED}')"
    difference.nodes = Rows(changed.filter(f"family = 'node' AND {written}"))
    difference.added_claims = Rows(changed.filter(f"family = 'claim' AND change = '{ADDED}'"))
    difference.changed_claims = Rows(changed.filter(f"family = 'claim' AND change = '{CHANGED}'"))
    gone = changed.filter(f"change = '{GONE}'").select(*_KEY)
    difference.removed_claims = _keys(gone.filter("family = 'claim'"))
    difference.removed_nodes = _keys(gone.filter("family = 'node'"))
    kept = scanned.filter(f"what = '{RECORD}' AND family = 'node'").select("name")
    relabelled = gone.filter("family = 'node'").join(kept, "name", "left_semi").count()
    for name, number in (
        ("claims removed", len(difference.removed_claims)),
        ("nodes changed label", relabelled),
        ("nodes removed", len(difference.removed_nodes) - relabelled),
    ):
        if number:
            difference.counts[name] = number
    refreshed = changed.filter(f"change = '{REFRESHED}'").select(*_KEY, "raw", "hash")
    difference.refreshed = {
        Key(row["family"], row["kind"], row["name"]): Entry(bytes(row["raw"]), bytes(row["hash"]))
        for row in refreshed.toLocalIterator()
    }


def _keys(frame: DataFrame) -> list[Key]:
    return sorted(Key(row["family"], row["kind"], row["name"]) for row in frame.collect())
