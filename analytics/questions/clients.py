"""The answer to whom a state sponsors, client by client."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.claims.evidence import Evidence
from analytics.questions.lines import columns
from analytics.questions.strength_result import StrengthAnswer
from analytics.questions.support import Mode
from analytics.scope import AsOf

if TYPE_CHECKING:
    import pandas as pd

NOWHERE = "No country on record"


@dataclass(frozen=True)
class Client:
    """One group that the state or one of its organs supports.

    ``through`` is the sponsored whole by which it counts as sponsored, empty where support of
    itself is on record. ``control`` is the sponsor's strongest say: commands, directs, influences,
    consults, or none. ``hops`` are steps of command from the sponsor's leader, ``None`` where
    command does not reach it. ``low`` and ``high`` are fighters, ``None`` without an estimate;
    ``added`` says that they are part of the sum.
    """

    id: str
    name: str
    kind: str
    countries: tuple[str, ...]
    supporters: tuple[str, ...]
    through: str
    through_name: str
    support_types: tuple[str, ...]
    intent: tuple[str, ...]
    against: tuple[str, ...]
    via: tuple[str, ...]
    since: str
    control: str
    mode: Mode
    hops: int | None
    consent: tuple[str, ...]
    low: int | None
    high: int | None
    evidence: Evidence
    added: bool = False

    def cells(self) -> dict[str, object]:
        """Give the client's own values, without its evidence."""
        plain = {key: value for key, value in vars(self).items() if key != "evidence"}
        return {
            key: "; ".join(value) if isinstance(value, tuple) else value
            for key, value in plain.items()
        }


@dataclass(frozen=True)
class SponsorsAnswer:
    """Clients in the order of their ids, and the sum of their fighters without double counting.

    ``weaker`` are those whose support is less likely than the question allows;
    ``beside`` has the strength of the whole area, where one was asked for, with the figures that
    sources give for it.
    """

    asked: AsOf
    sponsor: str
    name: str
    area: str | None
    area_name: str
    leader: str
    rows: tuple[Client, ...]
    low: int
    high: int
    beside: StrengthAnswer | None = None
    remarks: tuple[str, ...] = ()
    weaker: tuple[Client, ...] = ()

    def direct(self) -> tuple[Client, ...]:
        """List those of whom support is affirmed, not only of a whole above them."""
        return tuple(row for row in self.rows if not row.through and row.evidence.affirmed)

    def indirect(self) -> tuple[Client, ...]:
        """List those that count only because a whole above them is sponsored."""
        return tuple(row for row in self.rows if row.through)

    def denied(self) -> tuple[Client, ...]:
        """List those whose support is only denied or doubted."""
        return tuple(row for row in self.rows if not row.through and not row.evidence.affirmed)

    def by_country(self) -> dict[str, tuple[Client, ...]]:
        """Sort the direct clients by their first country, the one with most clients first."""
        found: dict[str, list[Client]] = defaultdict(list)
        for row in self.direct():
            found[row.countries[0] if row.countries else NOWHERE].append(row)
        order = sorted(found, key=lambda country: (-len(found[country]), country))
        return {
            country: tuple(sorted(found[country], key=lambda row: row.name)) for country in order
        }

    def to_frame(self) -> pd.DataFrame:
        """Give one line a client."""
        import pandas as pd

        return pd.DataFrame([{**row.cells(), **columns(row.evidence)} for row in self.rows])

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": self.asked.document(),
            "sponsor": self.sponsor,
            "area": self.area,
            "leader": self.leader,
            "low": self.low,
            "high": self.high,
            "remarks": list(self.remarks),
            "area_strength": self.beside.document() if self.beside else None,
            "clients": [{**row.cells(), "evidence": row.evidence.document()} for row in self.rows],
            "weaker": [{**row.cells(), "evidence": row.evidence.document()} for row in self.weaker],
        }
