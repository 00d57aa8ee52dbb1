"""Alliances and rivalries of groups as spells, from the Mapping Militants Project.

The project dates when a relation began or was noticed, and never its end. What ends an alliance
here is a rivalry of the same two groups, recorded later, and the other way round. Where there is
none, the relation was under observation while the project still recorded something of both groups.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from graphdb.validtime import parse_date
from loaders.records import ClaimRecord
from tools.persistence.fitting import YEAR, Counts, Fit, fit_counts
from tools.persistence.tenures import Spell, fit_residual

BINS = (YEAR, 4 * YEAR)
"""Between these distances pairs of relations are counted together."""

ALLIANCES = ("ALLIED_WITH", "RIVAL_OF")
_END = "MERGED_INTO"
_Sighting = tuple[float, str]


def relation_spells(claims: Sequence[ClaimRecord]) -> list[Spell]:
    """Make a spell of each alliance and each rivalry.

    It ends halfway between its last sighting and that of the contrary relation. The unit is the
    one of the two groups with more relations. A merger of the two ends the observation.
    """
    last_heard: dict[str, float] = {}
    relations: Counter[str] = Counter()
    for claim in claims:
        for group in (claim.start, claim.end):
            last_heard[group] = max(last_heard.get(group, 0.0), _day(claim))
            relations[group] += 1
    found: list[Spell] = []
    for pair, seen in sorted(_sightings(claims).items()):
        until = min(last_heard[group] for group in pair)
        unit = max(pair, key=lambda group: (relations[group], group))
        found += _spells(unit, pair, seen, until)
    return found


def again_counts(claims: Iterable[ClaimRecord]) -> Counts:
    """Count pairs of dated relations of the same two groups, and those of the same kind.

    The distances are the means of the pairs within each of :data:`BINS`.
    """
    rows: defaultdict[str, list[tuple[float, bool]]] = defaultdict(list)
    sightings = _sightings(claims)
    relations = Counter(group for pair in sightings for group in pair)
    for pair, seen in sightings.items():
        dated = [(day, kind) for day, kind in seen if kind != _END]
        unit = max(pair, key=lambda group: (relations[group], group))
        rows[unit] += [
            (later - day, kind == other)
            for place, (day, kind) in enumerate(dated)
            for later, other in dated[place + 1 :]
        ]
    far = np.array([days for unit in rows.values() for days, _ in unit])
    places = [np.digitize([days for days, _ in unit], BINS) for unit in rows.values()]
    pairs = np.array([np.bincount(place, minlength=len(BINS) + 1) for place in places])
    hits = np.array(
        [
            np.bincount(place, [same for _, same in unit], len(BINS) + 1)
            for place, unit in zip(places, rows.values(), strict=True)
        ]
    )
    means = [far[np.digitize(far, BINS) == place].mean() for place in range(len(BINS) + 1)]
    return Counts(np.array(means), pairs.astype(np.float64), hits)


def fit_relations(claims: Sequence[ClaimRecord]) -> Fit:
    """Fit the curve between two that bound it, with an interval that spans both.

    Taken as spells, relations last too long: that one lapses is seldom recorded. The share that
    is the same when the two groups are recorded again falls too fast: changes are what is
    recorded. The curve is the geometric mean of the two, so its hazard is the mean of theirs.
    """
    slow, fast = fit_residual(relation_spells(claims)), fit_counts(again_counts(claims), least=10)
    return Fit(
        np.sqrt(slow.chance * fast.chance),
        np.minimum(slow.low, fast.low),
        np.maximum(slow.high, fast.high),
        np.where(fast.cases > 0, slow.cases, 0),
        slow.units,
    )


def _sightings(claims: Iterable[ClaimRecord]) -> dict[tuple[str, str], list[_Sighting]]:
    """Give what is dated of each two groups that were allies or rivals, by day; each once."""
    seen: defaultdict[tuple[str, str], set[_Sighting]] = defaultdict(set)
    for claim in claims:
        if claim.type in (*ALLIANCES, _END) and claim.start != claim.end:
            pair = min(claim.start, claim.end), max(claim.start, claim.end)
            seen[pair].add((_day(claim), claim.type))
    return {
        pair: sorted(found)
        for pair, found in seen.items()
        if any(kind in ALLIANCES for _, kind in found)
    }


def _spells(
    unit: str, pair: tuple[str, str], seen: Sequence[_Sighting], until: float
) -> list[Spell]:
    found: list[Spell] = []
    start, last, kind = 0.0, 0.0, ""
    for day, now in [*seen, (until, "")]:
        if now == kind and kind:
            last = day
            continue
        if kind in ALLIANCES:
            ended = now in ALLIANCES
            end = (last + day) / 2 if ended else max(day, last)
            key = f"{pair[0]} {kind}", pair[1]
            found.append(Spell("mapping-militants", unit, key, start, end, ended))
        start, last, kind = day, day, now
    return found


def _day(claim: ClaimRecord) -> float:
    text = claim.properties.get("first_seen") or claim.properties.get("valid_from")
    span = parse_date(str(text))
    return (span.earliest.toordinal() + span.latest.toordinal()) / 2
