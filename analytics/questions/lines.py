"""An answer in lines, each a relation to somebody with its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from analytics.claims.evidence import Evidence
from analytics.scope import AsOf

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Line:
    """One line of an answer.

    ``section`` is the heading that it stands under; ``relation`` the claim's type; ``id`` and
    ``name`` are whom or what it leads to; ``text`` is the line as it is read, ``details`` what
    the claims add, ``when`` the time for which they hold.
    """

    section: str
    relation: str
    id: str
    name: str
    text: str
    details: str
    when: str
    evidence: Evidence

    def document(self) -> dict[str, object]:
        """Give the line as plain values."""
        return {**self.cells(), "evidence": self.evidence.document()}

    def cells(self) -> dict[str, object]:
        """Give the line's own values, without its evidence."""
        return {
            "section": self.section,
            "relation": self.relation,
            "id": self.id,
            "name": self.name,
            "text": self.text,
            "details": self.details,
            "when": self.when,
        }


L = TypeVar("L", bound=Line)


@dataclass(frozen=True)
class Lines:
    """An answer: what was asked about, its lines in order, and remarks for the reader.

    ``weaker`` are the lines that are less likely than the question allows.
    """

    asked: AsOf
    subject: str
    title: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()
    weaker: tuple[Line, ...] = ()

    def to_frame(self, *, weaker: bool = False) -> pd.DataFrame:
        """Give one row a line, its evidence in columns; the weaker ones after the others."""
        import pandas as pd

        lines = (*self.lines, *self.weaker) if weaker else self.lines
        return pd.DataFrame([{**line.cells(), **columns(line.evidence)} for line in lines])

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.asked.document(),
            "subject": self.subject,
            "title": self.title,
            "remarks": list(self.remarks),
            "lines": [line.document() for line in self.lines],
            "weaker": [line.document() for line in self.weaker],
        }

    def sections(self) -> dict[str, tuple[Line, ...]]:
        """Give the lines by their headings, in order."""
        return sections(self.lines)


def by_likelihood(lines: Iterable[L], asked: AsOf) -> tuple[tuple[L, ...], tuple[L, ...]]:
    """Part lines into those that are likely enough for a question, and the weaker ones.

    Where no day is asked about, none is weaker.
    """
    every = tuple(lines)
    if asked.at is None:
        return every, ()
    strong = tuple(one for one in every if one.evidence.likelihood >= asked.min_likelihood)
    return strong, tuple(one for one in every if one.evidence.likelihood < asked.min_likelihood)


def sections(lines: Iterable[Line]) -> dict[str, tuple[Line, ...]]:
    """Sort lines by their headings, in the order in which each first comes."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.section, []).append(line)
    return {section: tuple(some) for section, some in found.items()}


def columns(evidence: Evidence) -> dict[str, object]:
    """Give the columns of a table by which evidence is shown."""
    return {
        "sources": evidence.sources,
        "newest": evidence.newest,
        "newest_written": evidence.newest_written,
        "certain": evidence.certain,
        "affirmed": evidence.affirmed,
        "disputed": evidence.disputed,
        "disputed_by": "; ".join(evidence.disputed_by),
        "likelihood": evidence.likelihood,
        "confidence": evidence.confidence,
        "probability": evidence.likelihood,
        "claims": [witness.claim for witness in evidence.witnesses],
    }
