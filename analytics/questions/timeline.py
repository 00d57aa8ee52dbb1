"""What happened, in order: events with who did them and what answered them, and changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analytics.claims.cited import Reading, Said, read
from analytics.claims.phrases import phrase, sentence
from analytics.claims.reading import AFFIRMS
from analytics.questions.lines import Line, Lines
from analytics.questions.making import grouped, make_line, same_thing, strongest_first
from analytics.questions.silence import silence
from analytics.scope import AsOf, Period
from graphdb.connection import Graph
from graphdb.validtime import ONGOING, parse_date

_ORDER = ("PERPETRATED", "TARGETED", "AT", "RESPONSE_TO")


@dataclass(frozen=True)
class _Entry:
    day: str
    heading: str
    lines: tuple[Line, ...]

    @property
    def order(self) -> tuple[date, date, str]:
        span = parse_date(self.day)
        return span.earliest, span.latest, self.heading


def timeline(
    graph: Graph, actors: Sequence[str], asked: AsOf, period: Period | None = None
) -> Lines:
    """Tell what happened in order of time.

    Parameters
    ----------
    actors
        Ids of those whose events and changes of post, support, name, membership and territory are
        told; where empty, all events are.
    asked
        The limits; a day leaves out what begins after it.
    period
        The days asked about; all by default. A date that may fall into it is listed.

    Notes
    -----
    Every attribution of an event is a line of its own, beside the others. Events that answer an
    actor's events, or were answered by them, are listed too, within two steps.

    Examples
    --------
    >>> answer = timeline(graph, ["organization/hezbollah"], AsOf())  # doctest: +SKIP
    >>> answer.lines[0].section[:4]  # doctest: +SKIP
    '1982'
    """
    days = period or Period()
    return graph.consistent(lambda opened: _timeline(opened, actors, asked, days))


def _timeline(graph: Graph, actors: Sequence[str], asked: AsOf, period: Period) -> Lines:
    found = _read(graph, actors, asked)
    entries = [*_events(found), *_changes(found)]
    kept = [entry for entry in entries if period.touches(parse_date(entry.day))]
    kept.sort(key=lambda entry: entry.order)
    lines = tuple(
        replace(line, section=f"{entry.day}  {entry.heading}".strip())
        for entry in kept
        for line in entry.lines
    )
    one = actors[0] if len(actors) == 1 else None
    names = {
        row["id"]: row["name"] for row in graph.read("analytics/everyday/cited", ids=[*actors])
    }
    whose = ", ".join(names.get(key, key) for key in actors) or "all events"
    days = period.words()
    return Lines(
        asked=asked,
        subject=", ".join(actors),
        title=f"Timeline of {whose}, {days}",
        lines=lines,
        remarks=() if lines else (*_elsewhere(entries), *silence(graph, asked, one)),
    )


def _elsewhere(entries: Sequence[_Entry]) -> tuple[str, ...]:
    """Say which days to ask about, where entries fall on other days only."""
    if not entries:
        return ()
    spans = [parse_date(entry.day) for entry in entries]
    first, last = min(span.earliest for span in spans), max(span.latest for span in spans)
    return (f"Nothing falls into these days; for what there is, add --from {first} --to {last}.",)


def _read(graph: Graph, actors: Sequence[str], asked: AsOf) -> Reading:
    if actors:
        found = read(graph, "analytics/everyday/timeline", asked, actors=list(actors))
    else:
        found = read(graph, "analytics/everyday/timeline_events", asked)
    return replace(found, dated=False)


def _events(found: Reading) -> Iterator[_Entry]:
    about: dict[str, list[Said]] = {}
    facts: dict[str, tuple[str, Mapping[str, object]]] = {}
    for one in found.said:
        if one.part != "event":
            continue
        claim = one.claim
        for key, name, label, own in (
            (claim.start, claim.start_name, claim.start_label, one.start),
            (claim.end, claim.end_name, claim.end_label, one.end),
        ):
            if label == "Event":
                about.setdefault(key, []).append(one)
                facts[key] = (name, own)
    for key, said in about.items():
        name, own = facts[key]
        lines = tuple(_event_lines(found, said, key))
        yield _Entry(str(own["starts"]), f"{name}{_toll(own)}", lines)


def _toll(facts: Mapping[str, object]) -> str:
    low, high = facts.get("killed_low"), facts.get("killed_high")
    if low is None and high is None:
        return ""
    either = low if high is None else high
    return (
        f" ({low} to {high} killed)"
        if None not in (low, high) and low != high
        else (f" ({either} killed)")
    )


def _event_lines(found: Reading, said: Iterable[Said], event: str) -> Iterator[Line]:
    ordered = sorted(said, key=lambda one: _ORDER.index(one.claim.type))
    for some in grouped(ordered, same_thing):
        claim = some[0].claim
        backwards = claim.end == event
        other = (claim.start, claim.start_name) if backwards else (claim.end, claim.end_name)
        lead = f"{phrase(claim, backwards=backwards)} {other[1]}"
        facts = some[0].start if backwards else some[0].end
        if claim.type == "RESPONSE_TO":
            lead = f"{lead} ({facts['starts']})"
        yield make_line(found, some, "", other, lead)


def _changes(found: Reading) -> Iterator[_Entry]:
    changes = [one for one in found.said if one.part == "change"]
    days: dict[str, list[Line]] = {}
    for some in grouped(changes, _changed):
        for day, word in turns([one for one in some if one.claim.stance == AFFIRMS] or some):
            claim = some[0].claim
            lead = f"{word}: {sentence(claim)}"
            line = make_line(found, some, "", (claim.end, claim.end_name), lead)
            days.setdefault(day, []).append(line)
    for day, lines in days.items():
        yield _Entry(day, "", strongest_first(lines))


def _changed(one: Said) -> tuple[str, ...]:
    given = one.claim.properties
    return (*same_thing(one), str(given.get("valid_from")), str(given.get("valid_to")))


def turns(said: Sequence[Said]) -> Iterator[tuple[str, str]]:
    """Give the stated beginning and end of claims with the same dates, each with its word."""
    given = said[0].claim.properties
    if given.get("valid_from"):
        yield str(given["valid_from"]), "begins"
    if given.get("valid_to") and given["valid_to"] != ONGOING:
        yield str(given["valid_to"]), "ends"
