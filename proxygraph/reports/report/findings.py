"""Asks the graph everything that the report shows, as of one version of the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analytics.centrality import Centrality, centrality
from analytics.claims import AFFIRMS, Claim, Question, claims_at
from analytics.everyday.asked import Asked
from analytics.everyday.clients import SponsorsAnswer
from analytics.everyday.evidence import Citation
from analytics.everyday.lines import Lines
from analytics.everyday.periods import Period
from analytics.everyday.reading import mentioned
from analytics.everyday.sponsors import sponsors
from analytics.everyday.timeline import timeline
from analytics.monte_carlo import DrawPlan
from analytics.sightings import read_strengths
from analytics.sponsored import SPONSORS
from analytics.succession import Request, Succession, succession
from analytics.succession.backtest import known_cases
from analytics.succession.evidence import read_deaths, read_holdings
from analytics.territory.atlas import Scope
from analytics.territory.moments import Moments, moments
from graphdb.connection import Graph, Row
from graphdb.validtime import calendar_years, shifted
from loaders.changes import Change
from loaders.runs import Run, read_changes, read_runs
from proxygraph.jobs.ranks import Move, moves
from proxygraph.reports.report.webbing import Web, read_web

YEAR = timedelta(days=365)
EARLIER = timedelta(days=6)
"""How long before the day the timeline begins, where no other day is asked for."""
_YEARS_BEFORE, _YEARS_AFTER = 3, 1
_RUNS = 20
_DRAWN = 600
"""Vertices up to which doubt is drawn into the ranking: each draw is a betweenness of them all."""


@dataclass(frozen=True)
class Wish:
    """What the report is about.

    Parameters
    ----------
    at
        The day; what became of it is told up to a year later.
    known_by
        Take only claims that a source had made by the end of this day; ``None`` for all.
    datasets
        Take only claims of these datasets; empty for all.
    sponsor
        Id of a state; ``None`` for the one with most clients on the day.
    pair
        Ids of predecessor and successor; ``None`` for the most central of those who are followed
        in a post within a year.
    removed
        Ids of persons who leave together with the predecessor; ``None`` for those who are on
        record as having died on the same day.
    since
        First day of the timeline; ``None`` for six days before the day.
    draws
        Draws of doubt; the ranking of a large network is not drawn, and the page says so.
    """

    at: date
    known_by: date | None = None
    datasets: tuple[str, ...] = ()
    sponsor: str | None = None
    pair: tuple[str, str] | None = None
    removed: tuple[str, ...] | None = None
    since: date | None = None
    draws: int = 2000

    @property
    def later(self) -> date:
        """A year after the day."""
        return shifted(self.at, YEAR.days)

    @property
    def period(self) -> Period:
        """The days of the timeline."""
        return Period(self.since or shifted(self.at, -EARLIER.days), self.later)

    def question(self) -> Question:
        """Give the question about the network of the day."""
        return Question(self.at, self.known_by, self.datasets)


@dataclass(frozen=True)
class Reload:
    """The last run, the last one that changed something, and what that one changed.

    ``changes`` and ``moved`` are ``None`` where they were not kept; ``names`` are those of the
    ends of changes.
    """

    last: Run
    changed: Run | None
    changes: tuple[Change, ...] | None
    moved: tuple[Move, ...] | None
    names: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Findings:
    """All that the report shows. What the graph has nothing on is ``None`` or empty."""

    wish: Wish
    version: int
    datasets: tuple[Row, ...]
    observed: Succession | None
    projected: Succession | None
    clients: SponsorsAnswer | None
    chains: Mapping[str, tuple[Claim, ...]] = field(hash=False)
    strengths: tuple[Row, ...]
    cited: Mapping[str, Citation] = field(hash=False)
    timeline: Lines
    web: Web
    ranking: Centrality
    territory: Moments
    reload: Reload | None


def findings(graph: Graph, wish: Wish) -> Findings:
    """Ask everything, all of it of one version of the graph.

    Raises
    ------
    GraphMovedError
        A load was under way all the time.
    """
    return graph.consistent(lambda opened: _findings(opened, wish))


def _findings(graph: Graph, wish: Wish) -> Findings:
    ranking = centrality(graph, wish.question())
    if wish.draws and len(ranking.rows) <= _DRAWN:
        ranking = centrality(graph, wish.question(), plan=DrawPlan(wish.draws))
    observed, projected = _successions(graph, wish, ranking)
    sponsor = wish.sponsor or _sponsor(graph, wish)
    asked = Asked(wish.at, wish.known_by, wish.datasets)
    strengths = tuple(read_strengths(graph, wish.at, wish.known_by, wish.datasets))
    speakers = {row["asserted_by"] for row in strengths if row["asserted_by"]}
    cited, names = mentioned(
        graph, speakers | {key for row in strengths for key in row["sources"]}, wish.known_by
    )
    named = tuple({**row, "asserted_by": names.get(row["asserted_by"])} for row in strengths)
    return Findings(
        wish=wish,
        version=graph.state().version,
        datasets=tuple(graph.read("load/datasets_read")),
        observed=observed,
        projected=projected,
        clients=sponsors(graph, sponsor, asked) if sponsor else None,
        chains=_chains(graph, wish),
        strengths=named,
        cited=cited,
        timeline=timeline(graph, (), Asked(None, wish.known_by, wish.datasets), wish.period),
        web=read_web(graph, wish.question(), _days(wish), ranking),
        ranking=ranking,
        territory=moments(
            graph,
            wish.at,
            wish.at.year - _YEARS_BEFORE,
            wish.at.year + _YEARS_AFTER,
            Scope(wish.known_by, wish.datasets),
        ),
        reload=_reload(graph),
    )


def _days(wish: Wish) -> list[date]:
    first, last = wish.at.year - _YEARS_BEFORE, wish.at.year + _YEARS_AFTER
    halves = {date(year, month, 1) for year in calendar_years(first, last) for month in (1, 7)}
    return sorted(halves | {wish.at, wish.later})


def _sponsor(graph: Graph, wish: Wish) -> str | None:
    """Find the state that sponsors most groups on the day; of equal ones the lesser id."""
    question = Question(wish.at, wish.known_by, wish.datasets, relations=(SPONSORS,))
    pairs = {
        (claim.start, claim.end)
        for claim in claims_at(graph, question)
        if claim.type == SPONSORS and claim.stance == AFFIRMS and claim.start_label == "State"
    }
    count = Counter(start for start, _ in pairs)
    return min(count, key=lambda key: (-count[key], key), default=None)


def _chains(graph: Graph, wish: Wish) -> dict[str, tuple[Claim, ...]]:
    question = Question(wish.at, wish.known_by, wish.datasets, relations=("SUBORDINATE_TO",))
    found: dict[str, list[Claim]] = {}
    for claim in claims_at(graph, question):
        if claim.type == "SUBORDINATE_TO" and claim.stance == AFFIRMS:
            found.setdefault(claim.start, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _successions(
    graph: Graph, wish: Wish, ranking: Centrality
) -> tuple[Succession | None, Succession | None]:
    pair = wish.pair or _pair(graph, wish, ranking)
    if pair is None:
        return None, None
    deaths = read_deaths(graph)
    removed = wish.removed
    if removed is None:
        died = deaths.get(pair[0])
        there = {row.id for row in ranking.rows} - set(pair)
        together = [key for key in there if died and deaths.get(key) == died]
        removed = tuple(sorted(together)) if died and died.earliest == died.latest else ()
    plan = DrawPlan(wish.draws) if wish.draws else None
    observed = Request(*pair, removed=removed, mode="observed", datasets=wish.datasets, plan=None)
    projected = Request(*pair, removed=removed, datasets=wish.datasets, plan=plan)
    return succession(graph, observed), succession(graph, projected)


def _pair(graph: Graph, wish: Wish, ranking: Centrality) -> tuple[str, str] | None:
    """Find the most central of those whom somebody follows in a post within a year."""
    cases = known_cases(read_holdings(graph, wish.datasets))
    followed = {
        case.predecessor: case.successor for case in cases if wish.at < case.day <= wish.later
    }
    for row in ranking.rows:
        if row.id in followed:
            return row.id, followed[row.id]
    return None


def _reload(graph: Graph) -> Reload | None:
    runs: Sequence[Run] = [run for run in read_runs(graph, None, _RUNS) if run.outcome != "planned"]
    if not runs:
        return None
    changed = next((run for run in runs if run.outcome in ("changed", "unloaded")), None)
    changes = read_changes(graph, changed.run_id) if changed else None
    moved = moves(graph, changed) if changed else None
    ids = sorted({end for one in changes or () for end in (one.start, one.end)})
    rows = graph.read("load/entity_names", ids=ids) if ids else []
    return Reload(
        last=runs[0],
        changed=changed,
        changes=None if changes is None else tuple(changes),
        moved=None if moved is None else tuple(moved),
        names={row["id"]: row["name"] for row in rows},
    )
