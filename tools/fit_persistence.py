r"""Estimate the persistence curves and write their table and docs/persistence.md.

The publishers' files are not part of the project; docs/sources says where each comes from::

    python -m tools.fit_persistence --ucdp-esd ucdp-esd-ay-181.csv --sfm sfm_nigeria \
        --militants mapping_militants

It prints the curves and how well they predict recipients that they were not fitted on. Of the page
it replaces what stands between markers such as ``<!-- table: curves -->`` and ``<!-- end -->``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analytics.claims.persistence import persistence_curves
from graphdb.errors import ProxygraphError
from tools.persistence import calibration, page, pictures
from tools.persistence.estimate import Estimate, Files, estimate, write_table
from tools.persistence.support import support_counts

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "analytics" / "claims" / "persistence.csv"

_PATH = click.Path(path_type=Path)


@click.command()
@click.option("--ucdp-esd", type=_PATH, required=True, help="File of actor-years, or its folder.")
@click.option("--sfm", type=_PATH, required=True, help="Folder with SFM's tables of a country.")
@click.option("--militants", type=_PATH, required=True, help="Folder with both files.")
@click.option("--data", type=_PATH, default=ROOT / "data", help="The curated dataset.")
@click.option("--table", type=_PATH, default=TABLE, help="Where the table of curves goes.")
@click.option("--check-only", is_flag=True, help="Write nothing; print what would be written.")
def program(
    ucdp_esd: Path, sfm: Path, militants: Path, data: Path, table: Path, check_only: bool
) -> None:
    """Estimate all curves, test them on recipients held out, and write table, page and pictures."""
    try:
        found = estimate(Files(ucdp_esd, sfm, militants, data))
    except ProxygraphError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    print("\n".join(page.curve_lines(found)))
    result = page.Calibration(
        tuple(calibration.scores(found.support)),
        tuple(
            calibration.scattered(found.support, kept, silence=silence)
            for silence in (False, True)
            for kept in page.KEPT
        ),
        calibration.alternatives(found.support),
        tuple(calibration.coverage(found.support)),
    )
    print("\n".join(page.calibration_lines(result)))
    if check_only:
        return
    write_table(found.curves, table)
    persistence_curves.cache_clear()
    page.write(found, result)
    _draw(found, result)


def _draw(found: Estimate, result: page.Calibration) -> None:
    folder = ROOT / "docs" / "pictures"
    for name, curve in persistence_curves().items():
        counts = support_counts(found.support) if name == "support" else None
        figure = pictures.curve_picture(curve, *page.CAPTIONS[name], counts)
        pictures.save(figure, folder / f"persistence-{name}.png")
    shown = (*result.scores, *result.scattered)
    drawn = [(shown[place], page.CALIBRATION_TITLES[place]) for place in page.DRAWN]
    figure = pictures.calibration_picture(drawn, page.CALIBRATION_CAPTION)
    pictures.save(figure, folder / "persistence-calibration.png")


if __name__ == "__main__":
    program()
