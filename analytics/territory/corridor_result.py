"""What a question about a corridor is answered with."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from analytics.claims.evidence import Evidence
from analytics.network.monte_carlo import DrawPlan
from analytics.scope import AsOf, as_of
from analytics.territory.holds import Consent, HoldKind
from analytics.territory.odds import Likelihood

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["unbroken", "possibly unbroken", "broken", "no way"]
"""By what surely holds; by what may hold; not at all; no borders on record lead there."""

State = Literal["held", "possibly held", "gap"]


@dataclass(frozen=True)
class CorridorRequest:
    """A question: is there contiguous ground between two places, held by a sponsor's side.

    Parameters
    ----------
    start, end
        Ids of locations. The sponsor's own country is a start that needs no holder; a sea as the
        end means the divisions on its coast.
    as_of
        The day, or the day with the claims that may answer.
    sponsor
        Id of a state or an organization; ``None`` for the state whose country ``start`` lies in.
    plan
        How doubt is drawn; ``None`` for no draws.
    years
        First and last year to be compared, each as of the same day; ``None`` for none.
    """

    start: str
    end: str
    as_of: AsOf
    sponsor: str | None = None
    plan: DrawPlan | None = field(default_factory=DrawPlan)
    years: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "as_of", as_of(self.as_of).dated())

    @property
    def at(self) -> date:
        """The day."""
        return self.as_of.day


@dataclass(frozen=True)
class Holder:
    """Who holds a segment, how, as whose force, by whose consent, and how strong the whole is.

    ``relation`` is ``own`` for the sponsor's own bodies, ``sponsored``, or ``through`` another
    group, named in ``through``. ``low`` and ``high`` are fighters of the whole group, wherever
    they stand. ``evidence`` is for the presence, ``support`` for the sponsorship.
    """

    id: str
    name: str
    kind: HoldKind
    claimed: Literal["controls", "operates"]
    certain: bool
    relation: Literal["own", "sponsored", "through"]
    through: str
    places: tuple[str, ...]
    consents: tuple[Consent, ...]
    low: int | None
    high: int | None
    evidence: Evidence
    support: Evidence | None = None


@dataclass(frozen=True)
class Crossing:
    """A border crossing on record, who of the sponsor's side is recorded there, on which roads."""

    name: str
    holders: tuple[str, ...]
    roads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One unit of the way: who holds it, and in what share of draws it is held.

    ``at_large`` names those who are recorded for the country as a whole; they fill no unit.
    ``crossings`` are those by which the way enters it from another country.
    """

    unit: str
    name: str
    country: str
    state: State
    holders: tuple[Holder, ...]
    chance: float | None
    at_large: tuple[str, ...]
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True)
class Detour:
    """Another way: names of its units, its gaps, and which segment of the first it avoids."""

    units: tuple[str, ...]
    names: tuple[str, ...]
    gaps: tuple[str, ...]
    avoids: str


@dataclass(frozen=True)
class YearState:
    """How it stood in one year, and which units came and went since the year before."""

    year: int
    day: date
    verdict: Verdict
    gaps: tuple[str, ...]
    chance: float | None
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Corridor:
    """The answer.

    Parameters
    ----------
    segments
        Units of the way with the fewest gaps, then the fewest units held only possibly, then the
        fewest state borders without anybody of the side at a crossing, then the greatest chance.
    enters_from
        Names of the sponsor's own divisions that the first segment borders on.
    weakest
        Name of the segment with the least chance, gaps first.
    bottlenecks
        Names of segments that no equally good way avoids.
    open_surely, open_possibly
        How likely held units join both ends, by claims that surely hold on the day, and by all
        that may.
    open_but_gaps
        The same were the gaps held; ``None`` without gaps.
    silent_before
        First day that any claim of presence speaks of, where the day lies before it.
    words
        What it comes to, in sentences.
    """

    request: CorridorRequest
    start: str
    end: str
    sponsor: str
    sponsor_name: str
    verdict: Verdict
    segments: tuple[Segment, ...]
    enters_from: tuple[str, ...]
    weakest: str
    bottlenecks: tuple[str, ...]
    detours: tuple[Detour, ...]
    open_surely: Likelihood | None
    open_possibly: Likelihood | None
    open_but_gaps: Likelihood | None
    years: tuple[YearState, ...]
    silent_before: date | None
    words: tuple[str, ...] = ()

    @property
    def gaps(self) -> tuple[str, ...]:
        """Names of segments that nobody on the sponsor's side is recorded in."""
        return tuple(one.name for one in self.segments if one.state == "gap")

    def to_frame(self) -> pd.DataFrame:
        """Give one line a holder; a gap is a line without one."""
        import pandas as pd

        rows = [
            {
                "segment": number,
                "unit": segment.unit,
                "name": segment.name,
                "state": segment.state,
                "chance": segment.chance,
                "holder": holder.name if holder else None,
                "hold": holder.kind if holder else None,
                "consent_de_jure": [c.de_jure for c in holder.consents] if holder else [],
                "consent_de_facto": [c.de_facto for c in holder.consents] if holder else [],
                "sources": holder.evidence.sources if holder else 0,
            }
            for number, segment in enumerate(self.segments, start=1)
            for holder in (segment.holders or (None,))
        ]
        return pd.DataFrame(rows)

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        request = self.request
        return {
            "question": {
                "from": request.start,
                "to": request.end,
                "at": request.at.isoformat(),
                "sponsor": self.sponsor,
                **request.as_of.limits(),
                "draws": request.plan.draws if request.plan else 0,
                "seed": request.plan.seed if request.plan else None,
            },
            "verdict": self.verdict,
            "words": list(self.words),
            "silent_before": str(self.silent_before) if self.silent_before else None,
            "enters_from": list(self.enters_from),
            "segments": [
                {**asdict(one), "holders": [_holder(holder) for holder in one.holders]}
                for one in self.segments
            ],
            "weakest": self.weakest or None,
            "bottlenecks": list(self.bottlenecks),
            "alternatives": [asdict(one) for one in self.detours],
            "likelihood": {
                "surely": _likelihood(self.open_surely),
                "possibly": _likelihood(self.open_possibly),
                "were_gaps_held": _likelihood(self.open_but_gaps),
            },
            "years": [{**asdict(one), "day": one.day.isoformat()} for one in self.years],
        }


def _holder(holder: Holder) -> dict[str, object]:
    support = holder.support.document() if holder.support else None
    return {**asdict(holder), "evidence": holder.evidence.document(), "support": support}


def _likelihood(found: Likelihood | None) -> dict[str, object] | None:
    return {**asdict(found), "words": found.words} if found else None
