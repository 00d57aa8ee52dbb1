"""Which post passed, when, and what was so about the two persons: found in the claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.succession.bonds import begun
from analytics.succession.request import WINDOW, Case, Request
from graphdb.errors import InputRefusedError
from graphdb.validtime import ALWAYS, NEVER, shifted
from graphdb.validtime import Span as Days

_FAR = timedelta(days=400)
"""A successor who begins later than this after an end follows somebody else."""

Span = tuple[date, date]


def tenures(holdings: Iterable[Claim], person: str, post: str) -> tuple[Claim, ...]:
    """List the claims that somebody held a post."""
    return tuple(
        claim
        for claim in holdings
        if claim.type == HOLDS
        and claim.stance == AFFIRMS
        and (claim.start, claim.end) == (person, post)
    )


def beginnings(claims: Iterable[Claim]) -> list[Span]:
    """First and last day that each stated beginning can mean, the most precise first."""
    spans = [(day_of(c, "possible_from"), day_of(c, "certain_from")) for c in claims]
    return sorted((s for s in spans if s[0] != ALWAYS), key=lambda s: (s[1] - s[0], s))


def endings(claims: Iterable[Claim]) -> list[Span]:
    """First and last day that each stated end can mean, the most precise first."""
    spans = [(day_of(c, "certain_until"), day_of(c, "possible_until")) for c in claims]
    return sorted((s for s in spans if s[1] != NEVER), key=lambda s: (s[1] - s[0], s))


def find_case(request: Request, holdings: tuple[Claim, ...], deaths: Mapping[str, Days]) -> Case:
    """Decide everything that the request leaves open.

    Parameters
    ----------
    holdings
        Every ``HOLDS`` claim of the graph.
    deaths
        Person → the days that the date of death can mean.

    Raises
    ------
    InputRefusedError
        The graph does not show that the post passed so, or shows several that did.
    """
    positions = request.positions or _shared_posts(request, holdings, deaths)
    day = request.at or _day(request, holdings, positions, deaths)
    own = _last_term(
        [c for post in positions for c in tenures(holdings, request.predecessor, post)], day
    )
    following = _following(request, holdings, positions, day)
    began = [span for span in beginnings(own) if span[0] < day]
    appointed = (
        (min(s[0] for s in began), max(s[1] for s in began)) if began else _unstated(own, day)
    )
    return Case(
        predecessor=request.predecessor,
        successor=request.successor,
        positions=tuple(positions),
        day=day,
        begins=_begins(request, holdings, positions, day),
        appointed=appointed,
        removed=frozenset(request.removed),
        mode=request.mode,
        known_by=request.known_by
        or (day if request.mode == "projected" else shifted(day, WINDOW.days)),
        alive=_alive(request, deaths, day),
        keeps_posts=request.keeps_posts,
        root=request.root,
        posts_known_by=request.known_by,
        starts=_starts(following, day),
        is_acting=bool(following)
        and all(c.properties.get("capacity") == "acting" for c in following),
    )


def _last_term(own: list[Claim], day: date) -> list[Claim]:
    """Leave out terms that had ended long before, where somebody had the post more than once."""
    lasting = [c for c in own if day_of(c, "possible_until") >= shifted(day, -_FAR.days)]
    return lasting or own


def _following(
    request: Request, holdings: tuple[Claim, ...], positions: tuple[str, ...], day: date
) -> list[Claim]:
    """List the claims of the successor's tenure that begin near the succession."""
    if request.successor is None:
        return []
    mine = [c for post in positions for c in tenures(holdings, request.successor, post)]
    near = (shifted(day, -_FAR.days), shifted(day, _FAR.days))
    return [c for c in mine if near[0] <= begun(c) <= near[1]]


def _starts(following: list[Claim], day: date) -> Span | None:
    """Choose the stated beginning: the first one from the day on, else the last before it."""
    spans = beginnings(following)
    later = [span for span in spans if span[0] >= day]
    if later:
        return min(later)
    return max(spans, key=lambda span: (span[1], span[0]), default=None)


def _unstated(own: list[Claim], day: date) -> Span:
    return ALWAYS, min((day_of(claim, "certain_from") for claim in own), default=day)


def _shared_posts(
    request: Request, holdings: tuple[Claim, ...], deaths: Mapping[str, Days]
) -> tuple[str, ...]:
    held = _posts(holdings, request.predecessor)
    if request.successor is not None and request.successor != request.predecessor:
        held &= _posts(holdings, request.successor)
    followed = {post: _day_of_post(request, holdings, post, deaths) for post in sorted(held)}
    days = {day for day in followed.values() if day is not None}
    posts = tuple(post for post, day in followed.items() if day is not None)
    if len(posts) == 1 or (posts and len(days) == 1):
        return posts
    if posts:
        raise InputRefusedError(
            f"several posts passed: {', '.join(posts)}; say which with --position"
        )
    raise InputRefusedError(
        f"no claim shows {request.successor or 'anybody'} in a post that {request.predecessor} "
        "had left; name it with --position and the day with --at"
    )


def _posts(holdings: tuple[Claim, ...], person: str) -> set[str]:
    return {c.end for c in holdings if c.start == person and c.stance == AFFIRMS}


def _day(
    request: Request,
    holdings: tuple[Claim, ...],
    positions: tuple[str, ...],
    deaths: Mapping[str, Days],
) -> date:
    days = [_day_of_post(request, holdings, post, deaths) for post in positions]
    known = [day for day in days if day is not None]
    if not known:
        raise InputRefusedError(
            f"no claim says when {request.predecessor} left {', '.join(positions)}; "
            "give the first day without them with --at"
        )
    return min(known)


def _day_of_post(
    request: Request, holdings: tuple[Claim, ...], post: str, deaths: Mapping[str, Days]
) -> date | None:
    own = tenures(holdings, request.predecessor, post)
    ends, death = endings(own), deaths.get(request.predecessor)
    if not own:
        return None
    died = [(death.earliest, death.latest)] if death and not ends else []
    if request.successor is None or request.successor == request.predecessor:
        return (ends or died)[0][0] if ends or died else None
    starts = beginnings(tenures(holdings, request.successor, post))
    # A death ends a tenure for which no end is stated, unless the successor was there before it.
    ends += [
        end for end in died if any(timedelta() <= start[1] - end[0] <= _FAR for start in starts)
    ]
    near = [end for end in ends for start in starts if abs(start[0] - end[0]) <= _FAR]
    within = [start for start in starts if any(end[0] <= start[0] <= end[1] for end in near)]
    spans = near + (within if ends else starts)
    spans.sort(key=lambda span: span[1] - span[0])
    return spans[0][0] if spans else None


def _begins(
    request: Request, holdings: tuple[Claim, ...], positions: tuple[str, ...], day: date
) -> date:
    if request.successor is None:
        return day
    starts = [
        span[0]
        for post in positions
        for span in beginnings(tenures(holdings, request.successor, post))
        if day <= span[0] <= shifted(day, _FAR.days)
    ]
    return min(starts, default=day)


def _alive(request: Request, deaths: Mapping[str, Days], day: date) -> bool:
    if request.alive is not None:
        return request.alive
    death = deaths.get(request.predecessor)
    return death is None or death.earliest > day
