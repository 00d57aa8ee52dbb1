"""Asks the graph everything that the report shows, as of one version of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from analytics.claims.cited import mentioned
from analytics.claims.datasets import known_datasets
from analytics.claims.evidence import Citation
from analytics.claims.reading import AFFIRMS, Claim, claims_at
from analytics.claims.sightings import read_strengths
from analytics.claims.sponsored import SPONSORS
from analytics.network.monte_carlo import DrawPlan
from analytics.questions.centrality import Centrality, centrality
from analytics.questions.clients import SponsorsAnswer
from analytics.questions.lines import Lines
from analytics.questions.sponsors import sponsors
from analytics.questions.statements import Statement
from analytics.questions.timeline import timeline
from analytics.scope import AsOf, Period
from analytics.succession.result import Succession
from analytics.territory.moments import Moments, moments
from graphdb.arguments import settle
from graphdb.connection import Graph, Row
from graphdb.validtime import calendar_years, shifted
from loaders.changes import Change
from loaders.runs import Run, read_changes, read_runs
from proxygraph.jobs.ranks import Move, moves
from proxygraph.reports.report.chosen import Chosen, Passing, passings, sponsor_of, work_out
from proxygraph.reports.report.likelihood import best_attested
from proxygraph.reports.report.sections import Sections
from proxygraph.reports.report.webbing import Web, no_web, read_web

Strengths = tuple[tuple[Row, ...], Mapping[str, Citation]]
YEAR = timedelta(days=365)
EARLIER = timedelta(days=6)
"""How long before the day the timeline begins, where no other day is asked for."""
_YEARS_BEFORE, _YEARS_AFTER = 3, 1
_RUNS = 20
_DRAWN = 600
"""Vertices up to which doubt is drawn into the ranking: each draw is a betweenness of them all."""


@dataclass(frozen=True)
class ReportRequest(AsOf):
    """What the report is about.

    Parameters
    ----------
    at, known_by, datasets, min_likelihood
        As in :class:`analytics.scope.AsOf`; what became of the day is told up to a year later.
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

    sponsor: str | None = None
    pair: tuple[str, str] | None = None
    removed: tuple[str, ...] | None = None
    since: date | None = None
    draws: int = 2000

    def __post_init__(self) -> None:
        super().__post_init__()
        settle(self, days=["since"])
        if self.removed is not None:
            settle(self, names=["removed"])

    @property
    def later(self) -> date:
        """A year after the day."""
        return shifted(self.day, YEAR.days)

    @property
    def period(self) -> Period:
        """The days of the timeline."""
        return Period(self.since or shifted(self.day, -EARLIER.days), self.later)


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
    """All that the report shows. What the graph has nothing on is ``None`` or empty.

    ``missing`` says of each section that could not be made why; ``statement`` is the support of the
    client of whom most claims tell.
    """

    wish: ReportRequest
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
    territory: Moments | None
    reload: Reload | None
    missing: Mapping[str, str] = field(default_factory=dict, hash=False)
    statement: Statement | None = None


def findings(graph: Graph, wish: ReportRequest) -> Findings:
    """Ask everything, all of it of one version of the graph.

    Raises
    ------
    GraphMovedError
        A load was under way all the time.
    UnknownNameError
        A dataset of the wish is not loaded.
    """
    return graph.consistent(lambda opened: _findings(opened, wish))


def _findings(graph: Graph, wish: ReportRequest) -> Findings:
    known_datasets(graph, wish.datasets)
    sections = Sections()
    ranking = sections.make("ranking", lambda: _ranking(graph, wish), _no_ranking(wish))
    observed, projected = _successions(graph, wish, ranking, sections)
    asked = wish.on(None)
    days = _days(wish)
    no_strengths: Strengths = ((), {})
    clients = sections.make(
        "clients", lambda: _clients(graph, wish), None, asked=wish.sponsor is not None
    )
    on_the_day = wish.dated()
    strengths, cited = sections.make("strengths", lambda: _strengths(graph, wish), no_strengths)
    return Findings(
        wish=wish,
        version=graph.state().version,
        datasets=tuple(graph.read("load/datasets_read")),
        observed=observed,
        projected=projected,
        clients=clients,
        statement=sections.make(
            "likelihood", lambda: best_attested(graph, clients, on_the_day), None
        ),
        chains=sections.make("chains", lambda: _chains(graph, wish), {}),
        strengths=strengths,
        cited=cited,
        timeline=sections.make(
            "timeline",
            lambda: timeline(graph, (), asked, wish.period),
            Lines(asked, "", "", ()),
        ),
        web=sections.make(
            "network",
            lambda: read_web(graph, wish.network(), days, ranking),
            no_web(wish.day),
        ),
        ranking=ranking,
        territory=sections.make("map", lambda: _territory(graph, wish), None),
        reload=sections.make("changes", lambda: _reload(graph), None),
        missing=sections.missing,
    )


def _ranking(graph: Graph, wish: ReportRequest) -> Centrality:
    ranking = centrality(graph, wish.network())
    if wish.draws and len(ranking.rows) <= _DRAWN:
        return centrality(graph, wish.network(), plan=DrawPlan(wish.draws))
    return ranking


def _no_ranking(wish: ReportRequest) -> Centrality:
    return Centrality(wish.network(), engine="local", by="betweenness", ties=0, rows=())


def _clients(graph: Graph, wish: ReportRequest) -> SponsorsAnswer | None:
    question = wish.network([SPONSORS])
    sponsor = wish.sponsor or sponsor_of(graph, question)
    asked = wish.dated()
    return sponsors(graph, sponsor, asked) if sponsor else None


def _strengths(graph: Graph, wish: ReportRequest) -> Strengths:
    rows = tuple(read_strengths(graph, wish.day, wish.known_by, wish.datasets))
    speakers = {row["asserted_by"] for row in rows if row["asserted_by"]}
    cited, names = mentioned(
        graph, speakers | {key for row in rows for key in row["sources"]}, wish.known_by
    )
    return tuple({**row, "asserted_by": names.get(row["asserted_by"])} for row in rows), cited


def _territory(graph: Graph, wish: ReportRequest) -> Moments:
    return moments(
        graph,
        wish.dated(),
        wish.day.year - _YEARS_BEFORE,
        wish.day.year + _YEARS_AFTER,
    )


def _days(wish: ReportRequest) -> list[date]:
    first, last = wish.day.year - _YEARS_BEFORE, wish.day.year + _YEARS_AFTER
    halves = {date(year, month, 1) for year in calendar_years(first, last) for month in (1, 7)}
    return sorted(halves | {wish.day, wish.later})


def _chains(graph: Graph, wish: ReportRequest) -> dict[str, tuple[Claim, ...]]:
    question = wish.network(["SUBORDINATE_TO"])
    found: dict[str, list[Claim]] = {}
    for claim in claims_at(graph, question):
        if claim.type == "SUBORDINATE_TO" and claim.stance == AFFIRMS:
            found.setdefault(claim.start, []).append(claim)
    return {key: tuple(claims) for key, claims in found.items()}


def _successions(
    graph: Graph, wish: ReportRequest, ranking: Centrality, sections: Sections
) -> tuple[Succession | None, Succession | None]:
    how = Chosen([row.id for row in ranking.rows], wish.datasets, wish.removed, wish.draws)

    def work() -> tuple[Succession, Succession] | None:
        if wish.pair:
            return work_out(graph, [Passing(*wish.pair)], how)
        wanted = passings(graph, how.actors, wish.datasets, wish.day, wish.later)
        return work_out(graph, wanted, how)

    both = sections.make("succession", work, None, asked=wish.pair is not None)
    return both or (None, None)


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
