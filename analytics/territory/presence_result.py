"""What a question about presence in a country is answered with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from analytics.claims.evidence import Evidence
from analytics.scope import AsOf
from analytics.territory.holds import Consent, HoldKind

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Tie:
    """Somebody whom the one present is tied to, with what it rests on.

    ``how`` says what the claims say: ``COMMANDS``, ``DIRECTS``, ``SUBORDINATE_TO``, ``SPONSORS``
    or ``RESEMBLES``; ``holder`` is who was in the post, where it ends on one.
    """

    id: str
    name: str
    how: tuple[str, ...]
    holder: str
    evidence: Evidence


@dataclass(frozen=True)
class There:
    """A place where somebody is: whether it is held or operated in, and how sure that is."""

    id: str
    name: str
    level: str
    how: Literal["controls", "operates"]
    contested: bool
    certain: bool


@dataclass(frozen=True)
class Present:
    """Who is in a place, how, by whose leave, under whom, sponsored by whom, and like whom.

    ``kind`` and ``claimed`` are the most that is said of any place; ``where`` says it of each.
    ``country_wide`` says that claims name the country and no place in it.
    """

    id: str
    name: str
    label: str
    kind: HoldKind
    claimed: Literal["controls", "operates"]
    certain: bool
    places: tuple[str, ...]
    where: tuple[There, ...]
    country_wide: bool
    consents: tuple[Consent, ...]
    command: tuple[Tie, ...]
    sponsors: tuple[Tie, ...]
    resembles: tuple[Tie, ...]
    low: int | None
    high: int | None
    evidence: Evidence


@dataclass(frozen=True)
class Presence:
    """The answer: forces first, those in control before the others, then persons.

    ``silent_before`` is the first day that any claim of presence speaks of, where the day asked
    about lies before it.
    """

    place: str
    name: str
    as_of: AsOf
    present: tuple[Present, ...]
    silent_before: date | None

    def to_frame(self) -> pd.DataFrame:
        """Give one line an actor."""
        import pandas as pd

        rows = [
            {
                "id": one.id,
                "name": one.name,
                "label": one.label,
                "hold": one.kind,
                "certain": one.certain,
                "places": list(one.places),
                "consent_de_jure": [consent.de_jure for consent in one.consents],
                "consent_de_facto": [consent.de_facto for consent in one.consents],
                "command": [tie.name for tie in one.command],
                "sponsors": [tie.name for tie in one.sponsors],
                "sources": one.evidence.sources,
            }
            for one in self.present
        ]
        return pd.DataFrame(rows)

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "question": {"place": self.place, **self.as_of.limits()},
            "name": self.name,
            "silent_before": str(self.silent_before) if self.silent_before else None,
            "present": [_plain(one) for one in self.present],
        }


def _plain(one: Present) -> dict[str, object]:
    ties = {
        part: [{**asdict(tie), "evidence": tie.evidence.document()} for tie in getattr(one, part)]
        for part in ("command", "sponsors", "resembles")
    }
    return {**asdict(one), **ties, "evidence": one.evidence.document()}
