"""What the report's tables hold, as plain text: nothing here is markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analytics.claims.evidence import Evidence
from analytics.questions.centrality import Row
from analytics.questions.clients import Client
from analytics.questions.lines import Line
from analytics.succession.alters import Alter, Fate
from analytics.succession.measures import COUNTS
from analytics.succession.portfolios import Hand, Portfolio
from analytics.succession.rates import Part
from analytics.succession.result import Indicator, Succession
from graphdb.vocabulary import SUPPORT_TYPES
from loaders.changes import Change
from loaders.runs import Run
from proxygraph.reports.report.findings import Findings, Reload

UNKNOWN = "unknown"
OWN = "own"
MOST_CHANGES = 200
"""Changes that the page lists; the rest are counted."""


@dataclass(frozen=True)
class HadRow:
    """One thing that the predecessor had: who had it before, who has it a year later.

    ``bond`` says whether it was personal or bound to the office; ``fate`` is one of: inherited,
    independent, re-established, reassigned, undetermined, lost, kept by others, unknown.
    """

    name: str
    before: tuple[str, ...]
    bond: str
    after: tuple[str, ...]
    fate: str
    sources: int


@dataclass(frozen=True)
class ClientRow:
    """One client of the sponsor, a cell for each kind of support."""

    name: str
    country: str
    support: tuple[bool, ...]
    control: str
    chain: tuple[str, ...]
    consent: tuple[str, ...]
    strength: tuple[str, ...]
    newest: str
    evidence: str
    stance: str

    def kinds(self, names: Sequence[str]) -> tuple[str, ...]:
        """Name the kinds of support that it gets; ``names`` are those of all kinds."""
        return tuple(name for name, given in zip(names, self.support, strict=True) if given)


@dataclass(frozen=True)
class EventRow:
    """One event, with what each source's side says of it."""

    heading: str
    lines: tuple[tuple[str, str, bool], ...]

    @property
    def contested(self) -> bool:
        """Whether a line of it is disputed."""
        return any(disputed for _, _, disputed in self.lines)


@dataclass(frozen=True)
class RankRow:
    """One actor's place, the interval as shares of the highest score: 0 to 1."""

    rank: int
    name: str
    kind: str
    score: float
    low: float | None
    high: float | None
    ranks: str
    at: tuple[float, float, float]
    ties: str
    sources: int
    newest: str


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator of a succession, written out."""

    name: str
    before: str
    vacant: str
    after: str
    interval: str
    loss: str


def portfolio_rows(found: Succession) -> tuple[HadRow, ...]:
    """List files first, then ties, those bound to the office before others."""
    handled = [_handled(found, one) for one in found.portfolios]
    ties = sorted(found.relations.alters, key=lambda one: (_order(one), one.name))
    return (*handled, *(_tied(found, one) for one in ties))


def _order(one: Alter) -> int:
    return list(Fate).index(one.fate)


def _handled(found: Succession, one: Portfolio) -> HadRow:
    own = found.names.get(found.case.predecessor, "")
    new = found.names.get(found.case.successor or "", "")
    mine = [hand for hand in one.before if hand.name == own]
    holders = {hand.name for hand in one.after}
    before = {hand.name for hand in one.before}
    if not one.after:
        fate = UNKNOWN
    elif holders - before - {new}:
        fate = "reassigned"
    elif new in holders:
        fate = "independent" if new in before else "inherited"
    else:
        fate = "kept by others"
    return HadRow(
        name=f"File: {one.name}",
        before=_hands(one.before),
        bond=_bond_of(mine),
        after=_hands(one.after) or ("nobody on record",),
        fate=fate,
        sources=sum(hand.sources for hand in (*one.before, *one.after)),
    )


def _bond_of(hands: Iterable[Hand]) -> str:
    ways = {Part.PERSONAL if hand.by == "in person" else Part.OFFICE for hand in hands}
    words = [
        {Part.PERSONAL: "in person", Part.OFFICE: "by the office"}[part]
        for part in (Part.OFFICE, Part.PERSONAL)
        if part in ways
    ]
    return " and ".join(words) or UNKNOWN


def _hands(hands: Iterable[Hand]) -> tuple[str, ...]:
    told: dict[str, list[str]] = {}
    for hand in hands:
        word = hand.by if not hand.function else f"{hand.function}, {hand.by}"
        told.setdefault(hand.name, []).append(word)
    return tuple(f"{name} ({'; '.join(words)})" for name, words in told.items())


def _tied(found: Succession, one: Alter) -> HadRow:
    own = found.names.get(found.case.predecessor, "")
    new = found.names.get(found.case.successor or "", "nobody known")
    after = {
        Fate.INHERITED: f"{new}, with the office",
        Fate.INDEPENDENT: f"{new}, who had it already",
        Fate.REESTABLISHED: f"{new}, seen with it since",
        Fate.REASSIGNED: ", ".join(one.heirs),
        Fate.UNDETERMINED: "unknown: no source settles it",
        Fate.LOST: "nobody on record",
    }[one.fate]
    more = ", ".join(one.heirs) if one.heirs and one.fate is not Fate.REASSIGNED else ""
    bond = " and ".join(part.value for part in one.parts if part is not Part.UNDETERMINED)
    return HadRow(
        name=one.name,
        before=(f"{own} ({one.since})" if one.since else own,),
        bond=bond or UNKNOWN,
        after=(after, f"also handled by {more}") if more else (after,),
        fate=str(one.fate.value),
        sources=len(one.sources),
    )


def client_rows(found: Findings) -> tuple[ClientRow, ...]:
    """List the clients by country: those supported directly, and those only denied."""
    if found.clients is None:
        return ()
    direct = [one for some in found.clients.by_country().values() for one in some]
    return tuple(_client(found, one) for one in (*direct, *found.clients.denied()))


def _client(found: Findings, one: Client) -> ClientRow:
    return ClientRow(
        name=one.name,
        country=one.countries[0] if one.countries else "",
        support=tuple(kind in one.support_types for kind in SUPPORT_TYPES),
        control=one.control or "none on record",
        chain=tuple(_chain(found, one.id)),
        consent=one.consent,
        strength=tuple(_strengths(found, one.id)),
        newest=one.evidence.newest_written,
        evidence=_evidence(one.evidence),
        stance="" if one.evidence.affirmed else "only denied or doubted",
    )


def _chain(found: Findings, client: str) -> Iterator[str]:
    for claim in found.chains.get(client, ()):
        words = [
            str(claim.properties.get(key) or "").replace("_", " ") for key in ("chain", "basis")
        ]
        told = ", ".join(word for word in words if word)
        yield f"{claim.end_name}{f' ({told})' if told else ''}"


def _strengths(found: Findings, client: str) -> Iterator[str]:
    for row in found.strengths:
        if row["actor"] != client or row["whose"] != OWN:
            continue
        low, high = row["low"], row["high"]
        number = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        cited = [found.cited[key] for key in row["sources"] if key in found.cited]
        publishers = dict.fromkeys(one.publisher for one in cited)
        speaker = row["asserted_by"] or ", ".join(publishers) or "unnamed"
        yield f"{number} ({speaker}{', ' + str(row['seen_to']) if row['seen_to'] else ''})"


def _evidence(evidence: Evidence) -> str:
    return f"{evidence.sources}" + (" · disputed" if evidence.disputed else "")


def event_rows(found: Findings) -> tuple[EventRow, ...]:
    """List the events of the timeline, every attribution a line of its own."""
    return tuple(
        EventRow(heading, tuple(_told(line) for line in lines))
        for heading, lines in found.timeline.sections().items()
    )


def _told(line: Line) -> tuple[str, str, bool]:
    return line.text, line.evidence.words(), line.evidence.disputed


def rank_rows(found: Findings, limit: int) -> tuple[RankRow, ...]:
    """List the first actors of the ranking."""
    rows = found.ranking.rows[:limit]
    highs = [row.interval.high for row in rows if row.interval and row.interval.high is not None]
    top = max([*highs, *(row.betweenness for row in rows)], default=0.0) or 1.0
    return tuple(_rank(row, top) for row in rows)


def _rank(row: Row, top: float) -> RankRow:
    score = row.betweenness
    low = row.interval.low if row.interval else None
    high = row.interval.high if row.interval else None
    ends = (score if low is None else low, score if high is None else high)
    return RankRow(
        rank=row.rank,
        name=row.name,
        kind=row.label,
        score=score,
        low=low,
        high=high,
        ranks=f"{row.interval.best_rank}–{row.interval.worst_rank}"
        if row.interval
        else "not drawn",
        at=(ends[0] / top, score / top, ends[1] / top),
        ties=f"{row.degree} ({row.expected_ties:.1f})",
        sources=row.sources,
        newest=str(row.newest_evidence or ""),
    )


def indicator_rows(found: Succession) -> tuple[IndicatorRow, ...]:
    """Write out the indicators of a succession."""
    return tuple(_indicator(one) for one in found.indicators)


def _indicator(one: Indicator) -> IndicatorRow:
    spread = one.spreads.get("change")
    interval = _figure(one.name, one.change)
    if spread is not None:
        interval = f"{_figure(one.name, spread.low)} … {_figure(one.name, spread.high)}"
    return IndicatorRow(
        one.name,
        _figure(one.name, one.before),
        _figure(one.name, one.vacant),
        _figure(one.name, one.after),
        interval,
        percent(one.loss),
    )


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if name in COUNTS else f"{value:.3f}"


def percent(share: float | None) -> str:
    """Write a share.

    >>> percent(0.331), percent(None)
    ('33%', '–')
    """
    return "–" if share is None else f"{share:.0%}"


def fate_shares(found: Succession) -> tuple[tuple[str, float, float], ...]:
    """Give each fate with where its part of a bar begins and how long it is, of 1."""
    begins, told = 0.0, []
    for fate, share in found.shares().items():
        if share:
            told.append((fate, begins, share))
            begins += share
    return tuple(told)


def last_run(reload: Reload) -> str:
    """Tell the last run in a sentence or two."""
    run = reload.last
    rejected = f" {run.rejected:,} of {run.rows:,} rows rejected." if run.rejected else ""
    return f"Last run: {run.dataset}, {_minute(run)}, {run.outcome}.{rejected}"


def changed_run(reload: Reload) -> str:
    """Tell what the last run did that changed something; nothing where there is none."""
    run = reload.changed
    if run is None:
        return ""
    own = run.run_id == reload.last.run_id
    which = "" if own else f" ({run.dataset}, {_minute(run)})"
    return (
        f"{'That run' if own else 'The last run that changed something'}{which} added "
        f"{run.claims_added:,} claims and {run.nodes_added:,} nodes, changed "
        f"{run.claims_changed:,} and {run.nodes_changed:,}, closed {run.claims_closed:,} claims, "
        f"removed {run.claims_removed:,} and {run.nodes_removed:,}."
    )


def _minute(run: Run) -> str:
    return f"{run.started:%Y-%m-%d %H:%M} UTC"


def change_rows(reload: Reload) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """List what the last changing run did: action, claim in words, what differs."""
    return tuple(_change(reload, one) for one in (reload.changes or ())[:MOST_CHANGES])


def _change(reload: Reload, one: Change) -> tuple[str, str, tuple[str, ...]]:
    start, end = (reload.names.get(key, key) for key in (one.start, one.end))
    verb = one.type.lower().replace("_", " ")
    differs = tuple(
        f"{name}: {former or 'nothing'} → {new or 'nothing'}"
        for name, (former, new) in one.details.items()
    )
    return one.action, f"{start} – {verb} – {end}", differs


def support_names() -> Sequence[str]:
    """Name the kinds of support as columns."""
    return tuple(kind.replace("_", " ") for kind in SUPPORT_TYPES)
