"""The answer about a succession: frozen, as tables and as one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from analytics.succession.alters import Alter, Fate, Relations
from analytics.succession.context import Context
from analytics.succession.portfolios import Portfolio
from analytics.succession.rates import Corner, Part, Rate, TransferPlan
from analytics.succession.request import Case

if TYPE_CHECKING:
    import pandas as pd

UNOBSERVED = (
    "Ties that nobody has observed or reported are outside these intervals: the true network "
    "is larger than the recorded one."
)


@dataclass(frozen=True)
class Spread:
    """What the draws show of one figure: median, 5th and 95th percentile.

    Draws in which the figure does not exist are left out; ``share`` of them is where it does.
    """

    median: float
    low: float
    high: float
    share: float


@dataclass(frozen=True)
class Indicator:
    """One indicator before, with the post vacant, and after.

    ``None`` where it does not exist. ``loss`` is the share of draws in which it is worse after
    than before; ``change`` is after less before.
    """

    name: str
    before: float | None
    vacant: float | None
    after: float | None
    change: float | None
    spreads: Mapping[str, Spread] = field(default_factory=dict, hash=False)
    loss: float | None = None


@dataclass(frozen=True)
class ProxyPath:
    """Hops from the sponsor's leader to one proxy; ``None`` where the command does not reach."""

    id: str
    name: str
    before: int | None
    vacant: int | None
    after: int | None

    @property
    def cut_off(self) -> bool:
        """Whether the command reached it before and does not after."""
        return self.before is not None and self.after is None


@dataclass(frozen=True)
class JointRemoval:
    """What is lost of one indicator by removing several persons together, and each alone.

    A loss is the figure before less the figure without; ``interaction`` is the joint loss less
    the losses of each alone.
    """

    name: str
    joint: float
    alone: Mapping[str, float]
    interaction: float


@dataclass(frozen=True)
class CornerCase:
    """Figures after the succession if ties of each kind surely pass (1) or never do (0)."""

    corner: Corner
    retention: float | None
    figures: Mapping[str, float | None] = field(hash=False)


@dataclass(frozen=True)
class Sensitivity:
    """What some figures become where the odds of every grade are taken as other than assumed."""

    odds: float
    retention: Spread | None
    efficiency_change: Spread | None


@dataclass(frozen=True)
class Succession:
    """What passes from one holder of a post to the next, and what does not.

    Parameters
    ----------
    names
        Id → name, of everybody and everything that the answer speaks of.
    retention
        (inherited + independent) / ties, those with the successor and the removed left out:
        0 to 1, ``None`` without ties or successor.
    sensitivity
        How much hangs on the numbers that stand for the grades.
    retention_spread
        The same in the draws, where undetermined ties pass or not as drawn.
    days_vacant
        How long the post is known to have been empty; ``None`` where the successor came at once.
    flags
        What a reader has to know of the case, in words.
    """

    case: Case
    names: Mapping[str, str] = field(hash=False)
    relations: Relations
    retention: float | None
    indicators: tuple[Indicator, ...]
    recovery: float | None
    paths: tuple[ProxyPath, ...]
    joint: tuple[JointRemoval, ...]
    corners: tuple[CornerCase, ...]
    portfolios: tuple[Portfolio, ...]
    context: Context
    root: str | None
    acting: tuple[str, ...]
    days_vacant: int | None
    flags: tuple[str, ...]
    counts: Mapping[str, int] = field(hash=False)
    plan: TransferPlan | None = field(default=None, hash=False)
    retention_spread: Spread | None = None
    recovery_spread: Spread | None = None
    retention_loss: float | None = None
    sensitivity: tuple[Sensitivity, ...] = ()
    next_holder: str = ""

    @property
    def cut_off(self) -> tuple[ProxyPath, ...]:
        """List proxies that the command reached before and does not reach after."""
        return tuple(path for path in self.paths if path.cut_off)

    def shares(self) -> dict[str, float | None]:
        """Give the share of every fate: 0 to 1, all of them together 1."""
        return {fate.value: self.relations.share(fate) for fate in Fate}

    def of(self, fate: Fate) -> tuple[Alter, ...]:
        """List the ties with one fate."""
        return tuple(alter for alter in self.relations.alters if alter.fate is fate)

    def indicator(self, name: str) -> Indicator:
        """Find an indicator by its name."""
        return next(found for found in self.indicators if found.name == name)

    def to_frame(self) -> pd.DataFrame:
        """Give the ties, one a row."""
        import pandas as pd

        columns = ["id", "name", "label", "fate", "parts", "reason", "types", "since", "certain"]
        columns += ["disputed", "claims", "sources", "heirs", "likelihood"]
        rows = [_plain(asdict(alter)) for alter in self.relations.alters]
        return pd.DataFrame(rows, columns=columns)

    def indicators_frame(self) -> pd.DataFrame:
        """Give the indicators, one a row, with the intervals of their change."""
        import pandas as pd

        return pd.DataFrame(
            {
                "indicator": found.name,
                "before": found.before,
                "vacant": found.vacant,
                "after": found.after,
                "change": found.change,
                "change_low": found.spreads["change"].low if "change" in found.spreads else None,
                "change_high": found.spreads["change"].high if "change" in found.spreads else None,
                "loss": found.loss,
            }
            for found in self.indicators
        )

    def document(self) -> dict[str, object]:
        """Give all of it as plain values, for one JSON document."""
        found = _plain(asdict(self))
        assert isinstance(found, dict)  # noqa: S101
        plan = found.pop("plan")
        relations = found.pop("relations")
        return {
            **found,
            "shares": self.shares(),
            "ties": relations["alters"],
            "removed_ties": relations["removed"],
            "new_ties": relations["new"],
            "cut_off": [path.name for path in self.cut_off],
            "doubt": plan
            and {
                "draws": plan["draws"],
                "seed": plan["seed"],
                "rates": {part.value: str(rate) for part, rate in self._rates()},
                "reliability": plan["reliability"],
                "credibility": plan["credibility"],
                "note": UNOBSERVED,
            },
        }

    def _rates(self) -> list[tuple[Part, Rate]]:
        return list(self.plan.rates.items()) if self.plan else []


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return value
