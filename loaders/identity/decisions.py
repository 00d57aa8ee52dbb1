"""Decisions of people on identity: a table of CSV that belongs under version control.

Two ids are the same, different, or nobody can tell; who said so, when, and why. The table is the
truth: the graph holds a copy of it, which every load and every change of decisions applies.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal, get_args

from graphdb.errors import InputRefusedError, Problem, machine_words
from graphdb.outfile import make_folder, write_whole
from graphdb.textfiles import bytes_of
from loaders.rows import ID_PATTERN, INVALID_ID, LONGEST_ID, TOO_LONG_ID

Verdict = Literal["same", "different", "unsure"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, order=True)
class Decision:
    """What somebody decided on two ids, the lesser first."""

    left: str
    right: str
    decision: Verdict
    author: str
    date: str
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """Name the two ids."""
        return (self.left, self.right)


def decision(
    left: str, right: str, verdict: Verdict, author: str, reason: str, day: date | None = None
) -> Decision:
    """Make a decision of today, with its ids in order.

    >>> decision("b", "a", "same", "An Analyst", "one birth date", date(2026, 1, 1)).pair
    ('a', 'b')
    """
    first, second = sorted((left, right))
    said = (day or date.today()).isoformat()
    return Decision(first, second, verdict, author, said, reason)


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a table; one that does not exist has no decisions.

    Raises
    ------
    InputRefusedError
        Rows are wrong, decide twice, or contradict each other; the message says where.
    """
    if not path.exists():
        return ()
    try:
        content = bytes_of(path)
    except ValueError as error:
        raise InputRefusedError(f"{path} {error}") from error
    except OSError as error:
        raise InputRefusedError(f"the table {machine_words(error)}") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusedError(f"{path} is not a CSV file in UTF-8: {error}") from error
    return _parsed(path, text)


def _parsed(path: Path, text: str) -> tuple[Decision, ...]:
    names = [item.name for item in fields(Decision)]
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), restval="", strict=True)
        if reader.fieldnames != names:
            raise InputRefusedError(f"{path}: its columns must be {','.join(names)}")
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise InputRefusedError(f"{path} is not a CSV file: {error}") from error
    problems = [found for line, row in rows for found in _problems(path, line, row)]
    if problems:
        raise InputRefusedError(f"{path} has invalid rows:", tuple(problems))
    return checked(Decision(**row) for _, row in rows)  # type: ignore[arg-type]


def _problems(path: Path, line: int, row: dict[str, str]) -> Iterable[Problem]:
    if None in row:
        yield Problem(path.name, line, "", "has more cells than there are columns")
    for column in ("left", "right"):
        if not re.fullmatch(ID_PATTERN, row[column]):
            yield Problem(path.name, line, column, INVALID_ID, row[column])
        elif len(row[column]) > LONGEST_ID:
            yield Problem(path.name, line, column, TOO_LONG_ID, row[column])
    if row["left"] == row["right"]:
        yield Problem(path.name, line, "right", "is the same id as on the left", row["right"])
    if row["decision"] not in VERDICTS:
        rule = f"is not one of {', '.join(VERDICTS)}"
        yield Problem(path.name, line, "decision", rule, row["decision"])
    for column in ("author", "reason"):
        if not row[column].strip():
            yield Problem(path.name, line, column, "is required")
    try:
        date.fromisoformat(row["date"])
    except ValueError:
        yield Problem(path.name, line, "date", "is not a date; write it as 2026-01-31", row["date"])


def checked(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Order decisions, each pair's lesser id first, and refuse those that contradict each other.

    Raises
    ------
    InputRefusedError
        A pair is decided twice, or two ids are different that others make the same.
    """
    ordered = sorted(_in_order(one) for one in decisions)
    twice = {one.pair for one, other in pairwise(ordered) if one.pair == other.pair}
    if twice:
        told = "; ".join(" and ".join(pair) for pair in sorted(twice))
        raise InputRefusedError(f"decided more than once: {told}; keep one decision of each pair")
    groups = {member: group for group in clusters(ordered) for member in group}
    for one in ordered:
        if one.decision == "different" and one.right in groups.get(one.left, ()):
            raise InputRefusedError(
                f"{one.left} and {one.right} are decided to be different, but other decisions make "
                f"them the same: {', '.join(groups[one.left])}; undo one of these"
            )
    return tuple(ordered)


def _in_order(one: Decision) -> Decision:
    first, second = sorted(one.pair)
    return replace(one, left=first, right=second)


def clusters(decisions: Iterable[Decision]) -> tuple[tuple[str, ...], ...]:
    """Give the groups of ids that decisions make the same, each in order.

    >>> one = decision("b", "a", "same", "x", "y", date(2026, 1, 1))
    >>> two = decision("b", "c", "same", "x", "y", date(2026, 1, 1))
    >>> clusters([one, two])
    (('a', 'b', 'c'),)
    """
    group: dict[str, set[str]] = {}
    for one in decisions:
        if one.decision == "same":
            merged = group.get(one.left, {one.left}) | group.get(one.right, {one.right})
            group |= dict.fromkeys(merged, merged)
    return tuple(sorted({tuple(sorted(members)) for members in group.values()}))


def write_decisions(path: Path, decisions: Iterable[Decision]) -> None:
    """Write a table, whole or not at all; only one that can be read again.

    Raises
    ------
    InputRefusedError
        A decision could not be read again: an id, a name or a reason is not what a table holds.
    FileNotWrittenError
        The file cannot be written.
    """
    ordered = checked(decisions)
    names = [item.name for item in fields(Decision)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(one, name) for name in names] for one in ordered)
    if _parsed(path, text.getvalue()) != ordered:
        raise InputRefusedError(f"{path}: these decisions cannot be kept in a table of CSV")
    make_folder(path.parent)
    write_whole(path, text.getvalue())


def added(decisions: Iterable[Decision], new: Decision) -> tuple[Decision, ...]:
    """Add a decision; an earlier one on the same pair gives way to it.

    Raises
    ------
    InputRefusedError
        It is about one id alone, lacks an author or a reason, or contradicts the others.
    """
    if new.left == new.right:
        raise InputRefusedError(f"{new.left} is the same id twice; a decision is about two")
    for name in ("author", "reason"):
        if not getattr(new, name).strip():
            raise InputRefusedError(f"a decision needs its {name}, and it is empty")
    return checked([*(one for one in decisions if one.pair != _in_order(new).pair), new])


def undone(decisions: Iterable[Decision], left: str, right: str) -> tuple[Decision, ...]:
    """Take back the decision on a pair.

    Raises
    ------
    InputRefusedError
        Nobody has decided on it.
    """
    before = tuple(decisions)
    pair = tuple(sorted((left, right)))
    after = tuple(one for one in before if one.pair != pair)
    if len(after) == len(before):
        raise InputRefusedError(f"there is no decision on {pair[0]} and {pair[1]} to undo")
    return after
