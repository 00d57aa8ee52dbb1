"""A paragraph in plain language about a succession, never more confident than its figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from analytics.claims.likelihood_words import likelihood_word
from analytics.succession.alters import Fate
from analytics.succession.measures import (
    BETWEENNESS,
    DISTANCE,
    FIGHTERS_HIGH,
    FIGHTERS_LOW,
    FRAGMENTATION,
    REACH,
)

if TYPE_CHECKING:
    from analytics.succession.request import Case
    from analytics.succession.result import Indicator, Spread, Succession

ASSUMED = (
    "Assumed, not observed: an office passes what is bound to it, personal ties end with the "
    "person, and what no source settles may do either."
)
ALMOST_ALL = 0.99
ROUNDS_TO_NONE = 0.005
_FEW = 4


def paragraph(found: Succession) -> str:
    """Say what the figures of a succession say, and how sure they are."""
    sentences = [_opening(found), *_ties(found), *_command(found), *_doubt(found)]
    return " ".join(sentence for sentence in sentences if sentence)


def closing(found: Succession) -> str:
    """Say in a sentence or two what the answer takes for granted."""
    if found.case.mode == "observed":
        return (
            "Observed: only what was reported within a year of the succession; what nobody "
            "reported may still exist."
        )
    rates = ""
    if found.plan is not None:
        listed = ", ".join(f"{part.value} {rate}" for part, rate in found.plan.rates.items())
        rates = f" Transfer rates drawn: {listed}; none has ever been published."
    return ASSUMED + rates


def _opening(found: Succession) -> str:
    case, names = found.case, found.names
    posts = " and ".join(names[post] for post in case.positions)
    who = names[case.predecessor]
    if case.same:
        return f"{who} follows as {posts} in name only: the same person, so nothing changes."
    if case.successor is None:
        if found.next_holder:
            return (
                f"The post of {posts} is taken as vacant after {who}; next on record, after "
                f"{found.days_vacant} days, is {found.next_holder}."
            )
        days = f"; vacant for {found.days_vacant} days as far as is known"
        return f"Nobody is known to follow {who} as {posts}{days}."
    follows = f"acts as {posts} after {who}" if case.is_acting else f"follows {who} as {posts}"
    return f"{names[case.successor]} {follows}{_beginning(case)}."


def _beginning(case: Case) -> str:
    if case.starts is None:
        return "; no source says since when"
    first, last = case.starts
    if first != last:
        return f", beginning between {first} and {last}"
    return f" on {first}" if first >= case.day else f", in the post since {first}"


def _ties(found: Succession) -> Iterable[str]:
    total = len(found.relations.alters)
    if found.case.same or found.case.successor is None:
        return
    if not total:
        yield "No tie of the predecessor is on record, so nothing can be said of what passes."
        return
    verb = "passed" if found.case.mode == "observed" else "would pass"
    kept = len(found.of(Fate.INHERITED)) + len(found.of(Fate.INDEPENDENT))
    yield (
        f"Of {_count(total, 'recorded tie')}, {kept} {verb} or were there before "
        f"({_percent(found.retention)}):"
        f" {len(found.of(Fate.INHERITED))} with the office,"
        f" {len(found.of(Fate.INDEPENDENT))} held already."
    )
    again = found.of(Fate.REESTABLISHED)
    if again:
        yield f"Seen again with the successor within the year: {_some(tie.name for tie in again)}."
    moved = found.of(Fate.REASSIGNED)
    if moved:
        yield f"Taken over by somebody else: {_some(tie.name for tie in moved)}."
    open_ties = found.of(Fate.UNDETERMINED)
    if open_ties:
        yield (
            f"For {_some(tie.name for tie in open_ties)} no source settles whether the tie "
            "belonged to the office or to the person."
        )
    lost = found.of(Fate.LOST)
    if lost:
        verb = "Not seen again" if found.case.mode == "observed" else "Lost on this evidence"
        yield f"{verb}: {_some(tie.name for tie in lost)}."
    if total < 5:
        yield "So few ties carry little weight."


def _command(found: Succession) -> Iterable[str]:
    if found.case.same or not found.paths:
        return
    reach = found.indicator(REACH)
    nobody = found.case.successor is None
    reaches = "reaches" if nobody or found.case.mode == "observed" else "would reach"
    if reach.before is not None and reach.after is not None:
        yield (
            f"On this evidence the post reached {_count(round(reach.before), 'proxy')} before and "
            f"{reaches} {round(reach.after)} after{_drawn(reach)}."
        )
    low, high = found.indicator(FIGHTERS_LOW), found.indicator(FIGHTERS_HIGH)
    if low.before is not None and low.after is not None and (low.before or low.after):
        yield (
            f"Fighters under the leader's command, where estimates exist: "
            f"{_range(low.before, high.before)} before, {_range(low.after, high.after)} after."
        )
    if found.cut_off:
        names = _some(path.name for path in found.cut_off)
        yield f"With no path from the leader on this evidence: {names}."


def _doubt(found: Succession) -> Iterable[str]:
    if found.plan is None or found.case.same:
        return
    if found.retention_spread is not None:
        spread = found.retention_spread
        passing = "" if found.case.mode == "observed" else " and about what passes"
        yield (
            f"With doubt about the claims{passing}, retention lies between "
            f"{_percent(spread.low)} and {_percent(spread.high)} in nine of ten draws"
            f"{_where_any(spread)}."
        )
    worse = [
        text
        for name, what in (
            (BETWEENNESS, "brokers less than the predecessor"),
            (FRAGMENTATION, "leaves a more broken network"),
            (DISTANCE, "stands further from the proxies"),
        )
        if (text := _loss(found.indicator(name), what))
    ]
    if worse and found.case.successor is not None:
        yield f"On these assumptions the new holder {'; '.join(worse)}."
    yield "Ties that nobody observed are outside these figures."


def _drawn(found: Indicator) -> str:
    spread = found.spreads.get("after")
    if spread is None or spread.low == spread.high == found.after:
        return ""
    return f" ({spread.low:,.0f} to {spread.high:,.0f} in nine of ten draws)"


def _where_any(spread: Spread) -> str:
    return "" if spread.share > ALMOST_ALL else f" of the {_percent(spread.share)} with any tie"


def _loss(found: Indicator, what: str) -> str:
    if found.loss is None:
        return ""
    return f"{what}: {likelihood_word(found.loss)} ({share_of_draws(found.loss)} of draws)"


def share_of_draws(share: float) -> str:
    """Write a share so that 0% and 100% mean none and all.

    >>> share_of_draws(0.9996), share_of_draws(1.0), share_of_draws(0.5), share_of_draws(0.001)
    ('over 99%', '100%', '50%', 'under 1%')
    """
    if 0 < share < ROUNDS_TO_NONE:
        return "under 1%"
    if 1 - ROUNDS_TO_NONE < share < 1:
        return "over 99%"
    return f"{share:.0%}"


def _some(names: Iterable[str]) -> str:
    every = sorted(names)
    if len(every) <= _FEW:
        return ", ".join(every)
    return f"{', '.join(every[:_FEW])} and {len(every) - _FEW} more"


def _count(number: int, what: str) -> str:
    plural = what[:-1] + "ies" if what.endswith("y") else what + "s"
    return f"{number} {what if number == 1 else plural}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _range(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "–"
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"
