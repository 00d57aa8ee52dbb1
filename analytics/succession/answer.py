"""Works out one succession: reads the graph once, builds its three graphs, measures them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from analytics.claims.history import Evidence, read_deaths, read_evidence, read_holdings
from analytics.claims.reading import AFFIRMS, HOLDS, Claim
from analytics.succession.alters import relations
from analytics.succession.changeover import beginnings, find_case
from analytics.succession.context import context
from analytics.succession.doubt import Drawn, corners, draw, one, spread
from analytics.succession.drawn_network import FAR, DrawnNetwork, draw_network
from analytics.succession.measures import (
    AFTER,
    BEFORE,
    FRAGMENTATION,
    VACANT,
    Figures,
    Frame,
    figures,
    frame_of,
    measure,
    recovery,
    retention,
)
from analytics.succession.portfolios import portfolios
from analytics.succession.rates import PLAIN, TransferPlan
from analytics.succession.request import Case, Request
from analytics.succession.result import Indicator, JointRemoval, ProxyPath, Spread, Succession
from analytics.succession.sampling import plain_sample
from analytics.succession.scenarios import Scenario, Scenarios
from graphdb.connection import Graph

Floats = NDArray[np.float64]


def succession(graph: Graph, request: Request) -> Succession:
    """Work out what passes from one holder of a post to the next.

    Raises
    ------
    InputRefusedError
        The graph does not show that the post passed so.

    Examples
    --------
    >>> request = Request("person/qasem-soleimani", "person/esmail-qaani")
    >>> succession(graph, request).retention  # doctest: +SKIP
    0.6
    """
    return graph.consistent(partial(_read_and_answer, request=request))


def _read_and_answer(graph: Graph, request: Request) -> Succession:
    case = find_case(request, read_holdings(graph, request.datasets), read_deaths(graph))
    evidence = read_evidence(graph, case.before, case.known_by, request.datasets)
    return answer(case, evidence, request)


def answer(case: Case, evidence: Evidence, request: Request) -> Succession:
    """Work out a succession from evidence that was read already: a pure function.

    Parameters
    ----------
    request
        Only its plan of draws is used.
    """
    builder = Scenarios.of(case, evidence)
    scenarios = _three(builder)
    plain = plain_sample(scenarios.values(), PLAIN)
    frame = frame_of(case, evidence, scenarios, plain)
    found, networks = measure(scenarios, frame, case, plain)
    ties = relations(builder, scenarios[AFTER])
    ids = tuple(alter.id for alter in ties.alters)
    plan = request.transfer_plan
    drawn = _draw(case, evidence, ids, plan) if plan else None
    names = evidence.names()
    begun = case.successor is not None and not case.same
    following = None if case.successor else _next(case, evidence.claims)
    return Succession(
        case=case,
        names={key: names.get(key, key) for key in _spoken_of(case, frame)},
        relations=ties,
        retention=one(retention(case, ids, networks)) if case.successor else None,
        indicators=_indicators(found, drawn),
        recovery=one(recovery(found)),
        paths=_paths(scenarios, networks, frame, names),
        joint=_joint(builder, scenarios, frame) if case.removed else (),
        corners=corners(scenarios, frame, case, ids) if begun else (),
        portfolios=portfolios(case, evidence, builder.posts),
        context=context(case, evidence, builder.posts),
        root=names.get(frame.root or "", frame.root),
        acting=tuple(names.get(holder, holder) for holder in scenarios[VACANT].holders),
        days_vacant=_days_vacant(case, following),
        flags=_flags(case, builder, frame),
        counts={
            "persons and organizations before": len(scenarios[BEFORE].vertices),
            "ties before": len(networks[BEFORE].ends),
            "proxies": len(frame.proxies),
            "units with a strength": len(frame.leaves),
        },
        plan=plan,
        retention_spread=drawn.retention if drawn else None,
        recovery_spread=drawn.recovery if drawn else None,
        retention_loss=drawn.incomplete if drawn else None,
        sensitivity=drawn.sensitivity if drawn else (),
        next_holder=following[1] if following else "",
    )


def _draw(case: Case, evidence: Evidence, alters: tuple[str, ...], plan: TransferPlan) -> Drawn:
    """Draw from all evidence, however unlikely: what is unlikely is drawn seldom."""
    scenarios = _three(Scenarios.of(case, evidence, least=0.0))
    frame = frame_of(case, evidence, scenarios, plain_sample(scenarios.values(), PLAIN))
    return draw(scenarios, frame, case, alters, plan)


def _three(builder: Scenarios) -> dict[str, Scenario]:
    observed = builder.case.mode == "observed"
    return {
        BEFORE: builder.before,
        VACANT: builder.before if builder.case.same else builder.vacant(),
        AFTER: builder.observed() if observed else builder.after(),
    }


def _indicators(found: Mapping[str, Figures], drawn: Drawn | None) -> tuple[Indicator, ...]:
    result = []
    for name in found[BEFORE]:
        before, vacant, after = (found[scenario][name] for scenario in (BEFORE, VACANT, AFTER))
        spreads, loss = _spreads(name, drawn.found) if drawn else ({}, None)
        result.append(
            Indicator(
                name=name,
                before=one(before),
                vacant=one(vacant),
                after=one(after),
                change=one(after - before),
                spreads=spreads,
                loss=loss,
            )
        )
    return tuple(result)


def _spreads(name: str, found: Mapping[str, Figures]) -> tuple[dict[str, Spread], float | None]:
    values = {scenario: found[scenario][name] for scenario in (BEFORE, VACANT, AFTER)}
    values["change"] = values[AFTER] - values[BEFORE]
    spreads = {key: summed for key, drawn in values.items() if (summed := spread(drawn))}
    change = values["change"][np.isfinite(values["change"])]
    if not len(change):
        return spreads, None
    worse = change > 1e-12 if name == FRAGMENTATION else change < -1e-12
    return spreads, float(worse.mean())


def _paths(
    scenarios: Mapping[str, Scenario],
    networks: Mapping[str, DrawnNetwork],
    frame: Frame,
    names: Mapping[str, str],
) -> tuple[ProxyPath, ...]:
    hops = {
        name: networks[name].hops(frame.root_of(scenario)) for name, scenario in scenarios.items()
    }

    def far(scenario: str, proxy: str) -> int | None:
        steps = int(hops[scenario][frame.places[proxy], 0])
        return steps if steps < FAR else None

    found = [
        ProxyPath(proxy, names.get(proxy, proxy), *(far(s, proxy) for s in (BEFORE, VACANT, AFTER)))
        for proxy in frame.proxies
    ]
    return tuple(sorted(found, key=lambda path: (path.before is None, path.before, path.name)))


def _joint(
    builder: Scenarios, scenarios: Mapping[str, Scenario], frame: Frame
) -> tuple[JointRemoval, ...]:
    case = builder.case
    persons = (case.predecessor, *sorted(case.removed))
    alone = {person: builder.without(frozenset({person})) for person in persons}
    sample = plain_sample([*scenarios.values(), *alone.values()], PLAIN)
    names = builder.evidence.names()

    def loss(scenario: Scenario) -> dict[str, float]:
        before, without = (
            figures(s, draw_network(s, frame.places, sample), frame, case)
            for s in (scenarios[BEFORE], scenario)
        )
        return {name: float(before[name][0] - without[name][0]) for name in before}

    joint = loss(builder.vacant())
    each = {names.get(person, person): loss(scenario) for person, scenario in alone.items()}
    return tuple(
        JointRemoval(
            name=name,
            joint=joint[name],
            alone={person: lost[name] for person, lost in each.items()},
            interaction=joint[name] - sum(lost[name] for lost in each.values()),
        )
        for name in joint
    )


def _next(case: Case, claims: tuple[Claim, ...]) -> tuple[date, str] | None:
    """Find who is first on record to begin in a post that nobody is asked about as successor."""
    later = [
        (span[0], claim.start_name)
        for claim in claims
        if claim.type == HOLDS and claim.stance == AFFIRMS and claim.end in case.positions
        for span in beginnings([claim])
        if span[0] >= case.day and claim.start != case.predecessor
    ]
    return min(later, default=None)


def _days_vacant(case: Case, following: tuple[date, str] | None) -> int | None:
    if case.same:
        return None
    begins = case.begins
    if case.successor is None:
        begins = following[0] if following else case.known_by or case.day
    gap = (begins - case.day).days
    return gap if gap > 0 or case.successor is None else None


def _flags(case: Case, builder: Scenarios, frame: Frame) -> tuple[str, ...]:
    flags = []
    if case.same:
        flags.append("predecessor and successor are the same person: nothing changes")
    if case.alive:
        dies = builder.evidence.deaths.get(case.predecessor)
        known = f"died in {dies.latest.year}" if dies else "no death is on record"
        flags.append(f"the predecessor lives on ({known}) and keeps personal ties")
    if case.successor is None:
        flags.append("no successor is asked about: after is as vacant")
    if frame.root_in_post:
        flags.append("nobody is known above the post: hops run from whoever holds it")
    others = _other_posts(case, builder)
    if others:
        flags.append(f"the predecessor also held {', '.join(others)}, which do not pass here")
    if case.mode == "projected" and case.known_by and case.known_by > case.day:
        flags.append(
            f"evidence published up to {case.known_by} is used, after the succession: hindsight"
        )
    return tuple(flags)


def _other_posts(case: Case, builder: Scenarios) -> list[str]:
    names = builder.evidence.names()
    held = builder.posts.before().items()
    return sorted(
        names.get(post, post)
        for post, everyone in held
        if post not in case.positions and case.predecessor in {h.person for h in everyone}
    )


def _spoken_of(case: Case, frame: Frame) -> list[str]:
    people = [case.predecessor, case.successor, frame.root, *sorted(case.removed)]
    return [one for one in (*people, *case.positions, *frame.proxies) if one]
