"""The answer to how many fighters a sponsor can call on, group by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class GroupStrength:
    """One sponsored group in the area.

    ``low`` and ``high`` are fighters, empty where no estimate fits; ``seen`` the days of the
    estimates behind them, ``counts`` how they were counted; ``through`` is the sponsored whole by
    which it is sponsored, empty where it is so directly. ``left_out`` says why it is not added.
    """

    id: str
    name: str
    kind: str
    low: int | None
    high: int | None
    seen: str
    counts: tuple[str, ...]
    claims: tuple[str, ...]
    support: tuple[str, ...]
    through: str
    left_out: str = ""


@dataclass(frozen=True)
class ClaimedStrength:
    """What somebody says that the sponsor has, all groups together, in the named places."""

    claim: str
    speaker: str
    seen: str
    low: int
    high: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrengthAnswer:
    """Fighters bottom-up, beside the figures that sources give for all of them together.

    ``rows`` are the groups that were added up, ``left_out`` the others, both by id. ``low`` and
    ``high`` are the sums of ``rows``; ``umbrella_low`` and ``umbrella_high`` the sums with
    umbrellas counted by their own figures instead of their members'.
    """

    at: date
    sponsor: str
    area: str
    rows: tuple[GroupStrength, ...]
    left_out: tuple[GroupStrength, ...]
    low: int
    high: int
    umbrella_low: int
    umbrella_high: int
    claimed: tuple[ClaimedStrength, ...]
    words: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give one line a group, those that were added up first."""
        import pandas as pd

        return pd.DataFrame([_plain(row) for row in (*self.rows, *self.left_out)])

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "at": self.at.isoformat(),
            "sponsor": self.sponsor,
            "area": self.area,
            "low": self.low,
            "high": self.high,
            "umbrellas_by_own_figure": {"low": self.umbrella_low, "high": self.umbrella_high},
            "claimed": [{**vars(one), "places": list(one.places)} for one in self.claimed],
            "words": list(self.words),
            "groups": [_plain(row) for row in self.rows],
            "left_out": [_plain(row) for row in self.left_out],
        }


def _plain(row: GroupStrength) -> Mapping[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "low": row.low,
        "high": row.high,
        "seen": row.seen,
        "counts": ";".join(row.counts),
        "claims": list(row.claims),
        "support": list(row.support),
        "through": row.through,
        "left_out": row.left_out,
    }
