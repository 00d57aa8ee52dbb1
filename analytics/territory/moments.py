"""Who held what over a run of days, by sponsor and consent: what maps are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.claims.evidence import Citation
from analytics.claims.likelihood_words import likelihood_word
from analytics.claims.reading import AFFIRMS
from analytics.claims.sponsored import SPONSORS
from analytics.scope import AsOf, as_of
from analytics.territory.atlas import FORCES, Atlas, Moment, read_atlas
from analytics.territory.ground import Ground
from analytics.territory.holds import Hold, HoldKind
from analytics.territory.span import asked_years
from graphdb.connection import Graph, Row


@dataclass(frozen=True)
class ConsentLine:
    """A host's consent as it is read: in law, in fact, whose, and on what it rests."""

    de_jure: str
    de_facto: str
    authority: str
    basis: str


@dataclass(frozen=True)
class Held:
    """One actor in one unit (or a country at large), as far as one or more days show it.

    ``sponsors`` are ids of states whose own force the actor is or who sponsor it; ``perhaps`` those
    whose support is less likely than was asked for, for its age or because sources name them only
    among several supporters, one of whom gave it. ``facto`` are the words for consent in fact,
    and ``likely`` is that for how likely the actor was there on the day.
    """

    spot: str
    actor: str
    name: str
    kind: HoldKind
    certain: bool
    sponsors: tuple[str, ...]
    facto: tuple[str, ...]
    consents: tuple[ConsentLine, ...]
    places: tuple[str, ...]
    sources: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    likely: str = ""


@dataclass(frozen=True)
class Moments:
    """Holds on every day of a run.

    Parameters
    ----------
    days
        In order; ``at`` is one of them.
    held
        Holds, each as often as it differs.
    when
        For each day the places in ``held`` of what held then.
    sponsors
        Names of sponsoring states by id, those with most holds first.
    hosts
        Ids of states by their country's code.
    sources
        Publications that holds cite, by id.
    """

    at: date
    days: tuple[date, ...]
    ground: Ground
    held: tuple[Held, ...]
    when: tuple[tuple[int, ...], ...]
    sponsors: dict[str, str]
    hosts: dict[str, str]
    sources: dict[str, Citation]
    silent_before: date | None

    def on(self, day: date) -> tuple[Held, ...]:
        """List what held on one of the days."""
        return tuple(self.held[place] for place in self.when[self.days.index(day)])


def moments(graph: Graph, when: AsOf | date, from_year: int, to_year: int) -> Moments:
    """Read who held what on the first of January and July of some years, and on one day.

    Raises
    ------
    InputRefusedError
        The years run backwards, or are too many.
    """
    asked = as_of(when).dated()
    run = {date(year, month, 1) for year in asked_years(from_year, to_year) for month in (1, 7)}

    def work(reading: Graph) -> Moments:
        atlas = read_atlas(reading, asked)
        states = reading.read("analytics/territory/states")
        return find_moments(atlas, states, sorted(run | {asked.day}))

    return graph.consistent(work)


def find_moments(atlas: Atlas, states: Sequence[Row], days: Sequence[date]) -> Moments:
    """Work it out from what was read already: a pure function."""
    called = {row["id"]: str(row["name"]) for row in states}
    sponsoring = _sponsoring(atlas, called)
    numbers: dict[Held, int] = {}
    when = []
    for day in days:
        seen = _held(atlas.moment(day), sponsoring)
        when.append(tuple(numbers.setdefault(one, len(numbers)) for one in seen))
    shares = Counter(sponsor for one in numbers for sponsor in (*one.sponsors, *one.perhaps))
    cited = {key for one in numbers for key in one.sources}
    at, first = atlas.as_of.day, atlas.first_day()
    return Moments(
        at=at,
        days=tuple(days),
        ground=atlas.ground,
        held=tuple(numbers),
        when=tuple(when),
        sponsors={key: called[key] for key, _ in sorted(shares.items(), key=_by_share)},
        hosts={str(row["country"]): row["id"] for row in states if row["country"]},
        sources={key: atlas.cited.cited[key] for key in sorted(cited)},
        silent_before=first if first and at < first else None,
    )


def _by_share(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _sponsoring(atlas: Atlas, states: dict[str, str]) -> tuple[str, ...]:
    said = {one.start for one in atlas.claims if one.type == SPONSORS and one.stance == AFFIRMS}
    return tuple(sorted(said & set(states)))


def _held(moment: Moment, sponsoring: Iterable[str]) -> Iterable[Held]:
    sides = {state: (moment.side_of(state), moment.side_of(state, 0.0)) for state in sponsoring}
    for hold in moment.holds:
        if hold.label not in FORCES:
            continue
        surely: list[str] = []
        perhaps: list[str] = []
        for state, (likely, every) in sides.items():
            if hold.actor in likely.bodies or hold.actor in likely.groups:
                surely.append(state)
            elif hold.actor in every.groups:
                perhaps.append(state)
        yield _line(hold, moment.atlas, tuple(surely), tuple(perhaps))


def _line(hold: Hold, atlas: Atlas, sponsors: tuple[str, ...], perhaps: tuple[str, ...]) -> Held:
    return Held(
        spot=hold.spot,
        actor=hold.actor,
        name=hold.name,
        kind=hold.kind,
        certain=hold.certain,
        sponsors=sponsors,
        facto=hold.facto,
        consents=tuple(
            ConsentLine(one.de_jure, one.de_facto, atlas.called(one.authority), one.basis)
            for one in hold.consents
        ),
        places=tuple(atlas.ground.name(place) for place in hold.places),
        sources=tuple(one.id for one in atlas.evidence(hold.claims).citations()),
        perhaps=perhaps,
        likely=likelihood_word(hold.likelihood),
    )
