"""Witnesses that several sources repeat, under the names that the curated dataset gives them.

A claim counts as often as it has origins, so datasets that repeat one publisher must name it alike.
"""

from __future__ import annotations

US_TREASURY = "us-treasury"
"""The US Department of the Treasury, its Office of Foreign Assets Control among it."""

STANFORD_MAPPING_MILITANTS = "stanford-mapping-militants"
"""Stanford University's Mapping Militants Project."""

UCDP = "ucdp"
"""The Uppsala Conflict Data Program."""

_COLLECTIONS = {
    "us_ofac_sdn": US_TREASURY,
    "us_ofac_cons": US_TREASURY,
    "us_ofac_press_releases": US_TREASURY,
}


def origin_of_collection(name: str) -> str:
    """Tell the witness behind a collection of FollowTheMoney entities: mostly itself.

    Examples
    --------
    >>> origin_of_collection("us_ofac_sdn"), origin_of_collection("gb_hmt_sanctions")
    ('us-treasury', 'gb_hmt_sanctions')
    """
    return _COLLECTIONS.get(name, name)
