"""All curves, estimated together: from the files of four publishers to one table."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from analytics.claims.persistence import CURVE_NAMES, DIRECTIONS, POOLED
from loaders.records import ClaimRecord
from tools.persistence.fitting import GRID, Fit, fit_counts
from tools.persistence.reading import organizations_of_posts, read_claims, sighting_rate
from tools.persistence.relations import fit_relations, relation_spells
from tools.persistence.support import Support, read_support, support_counts
from tools.persistence.tenures import Spell, fit_residual, return_counts, spells

COLUMNS = ("curve", "direction", "days", "chance", "low", "high", "cases")
REST = "rest"
"""What the types of the pooled curve say themselves; one of the curves that it is the mean of."""

AREAS = ("OPERATES_IN", "HOLDS_TERRITORY")
"""Types that the curve of presence is estimated from: too few bases are seen to be given up."""

Directions = Mapping[str, Fit]


@dataclass(frozen=True)
class Files:
    """Where the publishers' files and the curated dataset are."""

    ucdp_esd: Path
    sfm: Path
    militants: Path
    curated: Path


@dataclass(frozen=True)
class Estimate:
    """What was read, and the curve of each name in each direction.

    ``rates`` says of the curated dataset, by curve, how often its relationships are seen.
    """

    support: Support
    spells: Mapping[str, Sequence[Spell]]
    by_type: Mapping[str, Sequence[Spell]]
    militants: Sequence[ClaimRecord]
    rates: Mapping[str, tuple[int, float]]
    curves: Mapping[str, Directions]


def estimate(files: Files) -> Estimate:
    """Read all files and fit all curves.

    Raises
    ------
    InputRefusedError
        A file is missing, is another one, or lacks a column.
    """
    support = read_support(files.ucdp_esd)
    militants = read_claims("mapping-militants", files.militants)
    curated = read_claims("tables", files.curated)
    claims = [*curated, *read_claims("sfm", files.sfm)]
    posts = organizations_of_posts(claims)
    rest = [name for name, curve in CURVE_NAMES.items() if curve == POOLED]
    found = {
        "posts": spells(_of(claims, {"HOLDS"}), posts),
        "alliances": relation_spells(militants),
        "presence": spells(_of(claims, AREAS), {}),
        REST: spells(_of(claims, rest), {}),
    }
    given = {name: fit_counts(one) for name, one in support_counts(support).items()}
    curves: dict[str, Directions] = {
        "support": given,
        "posts": tenure_curve(found["posts"]),
        "alliances": tenure_curve(found["alliances"], fit_relations(militants), given),
        "presence": tenure_curve(found["presence"], coded=given),
        REST: tenure_curve(found[REST], coded=given),
    }
    curves[POOLED] = {
        direction: pooled([curve[direction] for curve in curves.values()])
        for direction in DIRECTIONS
    }
    by_type = {
        name: spells(_of(claims, {name}), posts if name == "HOLDS" else {})
        for name in ("HOLDS", *AREAS, "BASED_IN", *rest)
    }
    rates = {
        curve: sighting_rate(_of(curated, {one for one, of in CURVE_NAMES.items() if of == curve}))
        for curve in curves
        if curve != REST
    }
    return Estimate(support, found, by_type, militants, rates, curves)


def _of(claims: Sequence[ClaimRecord], types: Collection[str]) -> list[ClaimRecord]:
    """Choose claims of some types; kinship does not age, so its ends are deaths alone."""
    return [
        claim
        for claim in claims
        if claim.type in types and claim.properties.get("kind") != "kinship"
    ]


def tenure_curve(
    found: Sequence[Spell], life: Fit | None = None, coded: Directions | None = None
) -> Directions:
    """Make the three directions of spells (docs/persistence.md).

    Parameters
    ----------
    life
        The forward curve, where it is not the residual life of the spells.
    coded
        Curves of what was looked for every year. Between sightings they stand in where the spells'
        source records no interruptions: an alliance that lapses and is renewed, a place left and
        taken again; the interval then reaches up to what the spells say. Looking back, the lesser
        of the two counts: what is first reported is mostly new, which spells that are sighted at
        any moment alike do not show. Without them looking back is as looking on.
    """
    life = fit_residual(found) if life is None else life
    between = fit_counts(return_counts(found))
    if coded is not None:
        seldom = coded["between"]
        between = replace(seldom, high=np.maximum(seldom.high, between.high))
        early = coded["backward"]
        back = replace(
            life,
            chance=np.minimum(life.chance, early.chance),
            low=np.minimum(life.low, early.low),
        )
        return {"forward": life, "backward": back, "between": between}
    return {"forward": life, "backward": life, "between": between}


def pooled(fits: Sequence[Fit]) -> Fit:
    """Take the mean of curves, and the interval that spans theirs.

    Cases are added up as far as at least half of the curves are measured.
    """
    cases = np.array([fit.cases for fit in fits])
    enough = (cases > 0).sum(axis=0) * 2 >= len(fits)
    return Fit(
        np.mean([fit.chance for fit in fits], axis=0),
        np.min([fit.low for fit in fits], axis=0),
        np.max([fit.high for fit in fits], axis=0),
        np.where(enough, cases.sum(axis=0), 0),
        sum(fit.units for fit in fits),
    )


def write_table(curves: Mapping[str, Directions], path: Path) -> None:
    """Write the table that ``analytics.claims.persistence`` reads."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for name, directions in curves.items():
            if name == REST:
                continue
            for direction in DIRECTIONS:
                fit = directions[direction]
                points = zip(GRID, fit.chance, fit.low, fit.high, fit.cases, strict=True)
                for days, *chances, cases in points:
                    rounded = [f"{chance:.4f}" for chance in chances]
                    writer.writerow([name, direction, int(days), *rounded, int(cases)])
