"""How likely every statement holds on a day, all at once.

Claims are read in columns: the server sends numbers, not rows. What most statements rest on, one
claim or sightings that all lie on one side of the day, is combined in arrays; what somebody
denies, what is bracketed or pooled, and what another claim says had ended or not begun goes
through :func:`analytics.claims.likelihood.likelihood`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from analytics.claims.lifetimes import Lifetimes, read_lifetimes
from analytics.claims.likelihood import likelihood_of
from analytics.claims.observation import StatedBounds, ruled_out
from analytics.claims.persistence import curve_of
from analytics.claims.reading import AFFIRMS, DENIES, Claim, statement
from analytics.scope import Question
from graphdb.connection import Graph, Row
from graphdb.errors import UnknownNameError
from graphdb.model import RELATIONSHIP_TYPES
from graphdb.validtime import ALWAYS, NEVER, Span, parse_date

if TYPE_CHECKING:
    import pandas as pd

Statement = tuple[str, str, str]
"""Type, start and end."""

Whole = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_BOUNDS = ("possible_from", "certain_from", "certain_until", "possible_until")
_CLAIM_COLUMNS = ("row", "number", "key", "confidence", "origins", "bounds")
_STANCES = (AFFIRMS, DENIES)


@dataclass(frozen=True, eq=False)
class StatementLikelihoods:
    """Every statement that somebody affirms, in the order of type, start and end.

    Parameters
    ----------
    at
        The day asked about.
    type, start, end
        Shape (statements,) each: the type of relationship, and the ids of both ends.
    likelihood
        Shape (statements,): that it holds on the day, 0..1.
    claims
        Shape (statements,): how many claims affirm it that may hold on the day.
    newest
        Shape (statements,): the last day on which any of them saw it or states that it held.
    """

    at: date
    type: NDArray[np.object_]
    start: NDArray[np.object_]
    end: NDArray[np.object_]
    likelihood: Floats
    claims: Whole
    newest: NDArray[np.datetime64]

    def __len__(self) -> int:
        return len(self.likelihood)

    def by_statement(self) -> dict[Statement, float]:
        """Give the likelihood of each statement by its type, start and end."""
        keys = zip(self.type.tolist(), self.start.tolist(), self.end.tolist(), strict=True)
        return dict(zip(keys, self.likelihood.tolist(), strict=True))

    def to_frame(self) -> pd.DataFrame:
        """One row a statement."""
        import pandas as pd

        return pd.DataFrame(
            {
                "type": self.type,
                "start": self.start,
                "end": self.end,
                "likelihood": self.likelihood,
                "claims": self.claims,
                "newest": self.newest.astype("datetime64[s]"),
            }
        )


def likelihoods_at(
    graph: Graph, question: Question, types: Sequence[str] | None = None
) -> StatementLikelihoods:
    """Work out how likely each statement holds on the day of a question.

    The store holds what was said; likelihood is worked out for a day. Claims of a group that was
    not there on the day do not count (:mod:`analytics.claims.lifetimes`).

    Parameters
    ----------
    question
        Its day, what was known, and datasets count; the least likelihood does not.
    types
        Types of relationships; all of them by default.

    Raises
    ------
    UnknownNameError
        The data model has no such type.

    Examples
    --------
    >>> import proxygraph as pg
    >>> from datetime import date
    >>> with pg.connect() as graph:  # doctest: +SKIP
    ...     found = pg.likelihoods_at(graph, pg.Question(date(2020, 1, 2)), ["SPONSORS"])
    ...     found.to_frame().sort_values("likelihood")
    """
    wanted = sorted(RELATIONSHIP_TYPES if types is None else set(types))
    if unknown := [name for name in wanted if name not in RELATIONSHIP_TYPES]:
        known = ", ".join(sorted(RELATIONSHIP_TYPES))
        raise UnknownNameError(f"no relation is named {unknown[0]!r}; there are: {known}")
    return graph.consistent(lambda opened: _read(opened, question, wanted))


def likelihoods_of(claims: Iterable[Claim]) -> dict[Statement, float]:
    """Give the likelihood of every statement of some claims, each as of its own day."""
    said: dict[Statement, list[Claim]] = defaultdict(list)
    for claim in claims:
        said[statement(claim)].append(claim)
    return {key: likelihood_of(group) for key, group in said.items()}


def _read(graph: Graph, question: Question, types: list[str]) -> StatementLikelihoods:
    day = question.day
    cut = {"at": day, "known_by": question.known_by, "datasets": list(question.datasets)}
    nodes = _Nodes.of(graph.read("analytics/entity_columns"))
    lifetimes = read_lifetimes(graph, day, day, question.known_by, question.datasets)
    rows = graph.read("analytics/statement_columns", types=types, **cut)
    said = _Claims.of(rows, types, nodes).within(lifetimes, nodes, day)
    rows = graph.read("analytics/stated_columns", types=types, **cut)
    stated = _Stated.of(rows, types, nodes).of_those(said.key[~said.certain])

    def origins_of(numbers: Whole) -> dict[int, tuple[str, ...]]:
        rows = graph.read("analytics/claim_origins", numbers=numbers.tolist())
        return {
            number: tuple(origins or ())
            for row in rows
            for number, origins in zip(row["numbers"], row["origins"], strict=True)
        }

    return _weighed(said, nodes, types, day, stated, origins_of)


@dataclass(frozen=True, eq=False)
class _Nodes:
    """Entities in the order of their ids, and the place of each by the server's number."""

    ids: list[str]
    persons: Bools
    places: Mapping[str, int]
    by_number: Whole

    @classmethod
    def of(cls, rows: Iterable[Row]) -> _Nodes:
        (row,) = rows
        numbers = np.array(row["numbers"], dtype=np.int64)
        order = sorted(range(len(numbers)), key=row["ids"].__getitem__)
        ids = [row["ids"][place] for place in order]
        by_number = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
        by_number[numbers[order]] = np.arange(len(ids))
        persons = np.array(row["persons"], dtype=np.bool_)[order]
        return cls(ids, persons, {key: place for place, key in enumerate(ids)}, by_number)

    def key(self, kind: Whole, start: Whole, end: Whole) -> Whole:
        """Give statements numbers that sort by type, start and end."""
        size = len(self.ids)
        return (kind * size + start) * size + end

    def parts(self, key: Whole) -> tuple[Whole, Whole, Whole]:
        rest, end = np.divmod(key, max(len(self.ids), 1))
        kind, start = np.divmod(rest, max(len(self.ids), 1))
        return kind, start, end

    def named(self, key: int, types: Sequence[str]) -> Statement:
        kind, start, end = (int(part) for part in self.parts(np.array(key)))
        return types[kind], self.ids[start], self.ids[end]


def _keys(rows: Sequence[Row], types: Sequence[str], nodes: _Nodes) -> Whole:
    counts = [len(row["starts"]) for row in rows]
    kind = np.repeat(np.array([types.index(row["type"]) for row in rows], dtype=np.int64), counts)
    start, end = (nodes.by_number[_column(rows, name, np.int64)] for name in ("starts", "ends"))
    return nodes.key(kind, start, end)


def _column(rows: Sequence[Row], name: str, kind: type[Any]) -> NDArray[Any]:
    return np.fromiter(chain.from_iterable(row[name] for row in rows), dtype=kind)


@dataclass(frozen=True, eq=False)
class _Stated:
    """Starts and ends that claims state, shape (claims,) each, as days from the day asked about."""

    key: Whole
    starts: Whole
    ends: Whole
    confidence: Floats

    @classmethod
    def of(cls, rows: Sequence[Row], types: Sequence[str], nodes: _Nodes) -> _Stated:
        return cls(
            _keys(rows, types, nodes),
            _column(rows, "possible_from", np.int64),
            _column(rows, "possible_until", np.int64),
            _column(rows, "confidences", np.float64),
        )

    def of_those(self, keys: Whole) -> _Stated:
        """Keep those of some statements."""
        kept = np.isin(self.key, keys)
        return _Stated(self.key[kept], self.starts[kept], self.ends[kept], self.confidence[kept])

    def kept(self, keys: Whole, bounds: Whole, day: date) -> Floats:
        """Give the chance that none lies between the day and what one claim a statement saw.

        Parameters
        ----------
        keys, bounds
            Statements in order, and the bounds of a claim of each.
        """
        found = np.ones(len(keys))
        place = np.searchsorted(keys, self.key)
        known = np.flatnonzero(place < len(keys))
        known = known[keys[place[known]] == self.key[known]]
        place, starts, ends = place[known], self.starts[known], self.ends[known]
        first, last = bounds[place, 1], bounds[place, 2] - 1
        begins = (starts > (ALWAYS - day).days) & (starts > 0) & (starts <= first)
        out = begins | ((last < ends) & (ends <= 0) & (last < 0))
        np.multiply.at(found, place[out], 1 - self.confidence[known][out])
        return found

    def by_key(self, keys: Whole, day: date) -> dict[int, list[StatedBounds]]:
        """List those of some statements by statement."""
        found: dict[int, list[StatedBounds]] = defaultdict(list)
        kept = self.of_those(keys)
        columns = (kept.key, kept.starts, kept.ends, kept.confidence)
        for key, starts, ends, confidence in zip(*(c.tolist() for c in columns), strict=True):
            found[key].append(StatedBounds(_on(day, starts), _on(day, ends), confidence))
        return found


def _on(day: date, away: int) -> date:
    return date.fromordinal(day.toordinal() + away)


@dataclass(frozen=True, eq=False)
class _Claims:
    """Claims that may hold on a day, shape (claims,) each; days are counted from it.

    ``row`` is the place, among ``rows``, of what claims share; ``bounds`` has a column for each of
    the four.
    """

    rows: Sequence[Row]
    row: Whole
    number: Whole
    key: Whole
    confidence: Floats
    origins: Whole
    bounds: Whole

    @classmethod
    def of(cls, rows: Sequence[Row], types: Sequence[str], nodes: _Nodes) -> _Claims:
        counts = [len(row["starts"]) for row in rows]
        return cls(
            rows,
            np.repeat(np.arange(len(rows)), counts),
            _column(rows, "numbers", np.int64),
            _keys(rows, types, nodes),
            _column(rows, "confidences", np.float64),
            _column(rows, "origins", np.int64),
            np.stack([_column(rows, name, np.int64) for name in _BOUNDS], axis=1),
        )

    def only(self, kept: Bools) -> _Claims:
        return replace(self, **{name: getattr(self, name)[kept] for name in _CLAIM_COLUMNS})

    @property
    def certain(self) -> Bools:
        return (self.bounds[:, 1] <= 0) & (self.bounds[:, 2] > 0)

    def shared(self, wanted: Sequence[bool]) -> Bools:
        """Spread what is true of rows over their claims."""
        return np.array(wanted, dtype=np.bool_)[self.row]

    def stance(self, name: str) -> Bools:
        return self.shared([row["stance"] == name for row in self.rows])

    def within(self, lifetimes: Lifetimes, nodes: _Nodes, day: date) -> _Claims:
        """Leave out what :meth:`analytics.claims.lifetimes.Lifetimes.rule_out` rules out."""
        _, *sides = nodes.parts(self.key)
        starts, first, until, ends = self.bounds.T
        out = np.zeros(len(self.key), dtype=np.bool_)
        for side in sides:
            here, early, late = _spans(lifetimes.founded, nodes, day)
            unstated = starts == (ALWAYS - day).days
            out |= here[side] & _too_early(early[side], late[side], first, ~unstated)
            here, early, late = _spans(lifetimes.dissolved, nodes, day)
            unstated = ends == (NEVER - day).days
            out |= here[side] & _too_late(early[side], late[side], until, ~unstated)
        return self.only(self.certain | ~out)


def _spans(spans: Mapping[str, Span], nodes: _Nodes, day: date) -> tuple[Bools, Whole, Whole]:
    """Put the spans of some entities into columns: whether there is one, its first and last day."""
    here = np.zeros(len(nodes.ids), dtype=np.bool_)
    days = np.zeros((len(nodes.ids), 2), dtype=np.int64)
    for key, one in spans.items():
        here[nodes.places[key]] = True
        days[nodes.places[key]] = (one.earliest - day).days, (one.latest - day).days
    return here, days[:, 0], days[:, 1]


def _too_early(first: Whole, last: Whole, certain_from: Whole, stated: Bools) -> Bools:
    says_itself = (certain_from < first) & (stated | (certain_from <= 0))
    return (np.where(stated, first, last) > 0) & ~says_itself


def _too_late(first: Whole, last: Whole, certain_until: Whole, stated: Bools) -> Bools:
    says_itself = (certain_until > last) & (stated | (certain_until > 0))
    return (np.where(stated, last, first) <= 0) & ~says_itself


@dataclass(frozen=True, eq=False)
class _Seen:
    """How claims, taken as true, bear on the day.

    As :class:`analytics.claims.observation.Observation` says it of one.

    ``last`` is the last day on which each was seen or is stated to hold.
    """

    covered: Floats
    since: Floats
    until: Floats
    last: Whole

    @classmethod
    def of(cls, bounds: Whole, day: date) -> _Seen:
        starts, first, until, ends = bounds.T
        unstated, open_ended = starts == (ALWAYS - day).days, ends == (NEVER - day).days
        last = np.where(open_ended, np.maximum(first, until - 1), until - 1)
        ahead = (first > 0) & unstated
        begun = np.where(first > 0, (1 - starts) / np.maximum(first - starts + 1, 1), 1.0)
        ended = np.where(last < 0, ends / np.maximum(ends - last, 1), 1.0)
        past = ~ahead & open_ended & (last < 0)
        covered = np.maximum(begun, 0.0) * np.where(open_ended, 1.0, np.maximum(ended, 0.0))
        return cls(
            np.where(ahead | past, 0.0, covered),
            np.where(past, -last, np.inf).astype(np.float64),
            np.where(ahead, first, np.inf).astype(np.float64),
            last,
        )


def _weighed(
    said: _Claims,
    nodes: _Nodes,
    types: Sequence[str],
    day: date,
    stated: _Stated,
    origins_of: Callable[[Whole], Mapping[int, tuple[str, ...]]],
) -> StatementLikelihoods:
    affirming = said.only(said.stance(AFFIRMS))
    keys, place = np.unique(affirming.key, return_inverse=True)
    kind, start, end = nodes.parts(keys)
    seen = _Seen.of(affirming.bounds, day)
    ages = ~affirming.shared([bool(row["kin"]) for row in said.rows])
    value = np.maximum(seen.covered, np.where(ages, 0.0, 1.0) * (seen.covered == 0))
    before, after = (np.zeros(len(keys), dtype=np.bool_) for _ in range(2))
    personal = nodes.persons[start]
    for number in np.unique(kind).tolist():
        for label in ("Person", ""):
            mine = (kind == number) & (personal if label else ~personal)
            some = mine[place] & ages & (seen.covered == 0)
            curve = curve_of(types[number], {"start_label": label})
            if curve is None:
                value[some & (np.minimum(seen.since, seen.until) < np.inf)] = 1.0
                continue
            late, early = some & (seen.since < np.inf), some & (seen.until < np.inf)
            value[late] = curve.forward.chances(seen.since[late])
            value[early] = curve.backward.chances(seen.until[early])
            before[place[late]] = True
            after[place[early]] = True
    hard = before & after
    pooled = affirming.shared([row["pooled"] is not None for row in said.rows])
    hard[place[pooled]] = True
    hard |= np.isin(keys, said.key[said.stance(DENIES)])
    counts = np.bincount(place, minlength=len(keys))
    hard |= (counts > 1) & np.isin(keys, stated.key)
    one = np.zeros((len(keys), len(_BOUNDS)), dtype=np.int64)
    one[place] = affirming.bounds
    value = np.where(seen.covered > 0, value, value * stated.kept(keys, one, day)[place])
    wrong = (1 - affirming.confidence) ** np.maximum(affirming.origins, 1)
    found = np.zeros(len(keys))
    found[place] = (1 - wrong) * value  # Right where there is one claim; the others come next.
    several = hard | (counts > 1)
    origins = origins_of(said.number[np.isin(said.key, keys[several])])
    joint = (several & ~hard)[place]
    sums = _combined(affirming.only(joint), place[joint], value[joint], len(keys), origins)
    found = np.where(several, sums, found)
    for key, exact in _exact(said, keys[hard], nodes, types, day, stated, origins).items():
        found[np.searchsorted(keys, key)] = exact
    last = seen.last.copy()
    for row in np.flatnonzero(pooled).tolist():
        last[row] = _last_seen(said.rows[affirming.row[row]], int(last[row]), day)
    newest = np.full(len(keys), np.iinfo(np.int64).min)
    np.maximum.at(newest, place, last)
    ids = np.array(nodes.ids, dtype=object)
    return StatementLikelihoods(
        at=day,
        type=np.array(types, dtype=object)[kind],
        start=ids[start],
        end=ids[end],
        likelihood=found,
        claims=counts,
        newest=np.datetime64(day, "D") + newest.astype("timedelta64[D]"),
    )


def _last_seen(row: Row, last: int, day: date) -> int:
    if not row["pooled"].get("last_seen"):
        return last
    return max(last, (parse_date(str(row["pooled"]["last_seen"])).earliest - day).days)


def _combined(
    claims: _Claims,
    place: Whole,
    value: Floats,
    size: int,
    origins: Mapping[int, tuple[str, ...]],
) -> Floats:
    """Average, over which origins are right, the best of what those saw; shape (statements,).

    Parameters
    ----------
    place
        Statement of each claim.
    value
        The chance that what each claim saw lasts to the day.
    origins
        Those of each claim, by the server's number.
    """
    best: dict[tuple[int, str], tuple[float, float]] = {}
    columns = (claims.number, place, claims.confidence, value)
    for number, one, chance, lasts in zip(*(column.tolist() for column in columns), strict=True):
        for origin in origins[number] or (str(number),):
            said = best.get((one, origin), (0.0, 0.0))
            best[one, origin] = max(said[0], lasts), max(said[1], chance)
    found, wrong = np.zeros(size), np.ones(size)
    for (one, _), (lasts, chance) in sorted(best.items(), key=lambda pair: -pair[1][0]):
        found[one] += wrong[one] * chance * lasts
        wrong[one] *= 1 - chance
    return found


def _exact(
    said: _Claims,
    keys: Whole,
    nodes: _Nodes,
    types: Sequence[str],
    day: date,
    stated: _Stated,
    origins: Mapping[int, tuple[str, ...]],
) -> dict[int, float]:
    groups: dict[int, list[Claim]] = defaultdict(list)
    bounds = stated.by_key(keys, day)
    for place in np.flatnonzero(np.isin(said.key, keys)).tolist():
        key = int(said.key[place])
        if said.rows[said.row[place]]["stance"] in _STANCES:
            claim = _claim(said, place, nodes.named(key, types), nodes, day, bounds.get(key, ()))
            named = origins[int(said.number[place])]
            groups[key].append(replace(claim, origins=named))
    return {key: likelihood_of(group) for key, group in groups.items()}


def _claim(
    said: _Claims,
    place: int,
    about: Statement,
    nodes: _Nodes,
    day: date,
    stated: Sequence[StatedBounds],
) -> Claim:
    """Make of a claim as much as its likelihood takes."""
    row = said.rows[said.row[place]]
    days = [_on(day, away) for away in said.bounds[place].tolist()]
    properties = {
        **dict(zip(_BOUNDS, days, strict=True)),
        **(row["pooled"] or {}),
        **({"kind": "kinship"} if row["kin"] else {}),
    }
    kind, start, end = about
    return Claim(
        claim_id=str(place),
        type=kind,
        start=start,
        end=end,
        start_label="Person" if nodes.persons[nodes.places[start]] else "",
        end_label="",
        start_name="",
        end_name="",
        stance=row["stance"],
        reliability="",
        credibility="",
        confidence=float(said.confidence[place]),
        origins=(),
        sources=(),
        conflict_set=None,
        certain=days[1] <= day < days[2],
        reported_on=day,
        properties=properties,
        at=day,
        ruled_out=ruled_out(properties, day, stated),
    )
