"""A small dataset with markup in every name: a succession, clients, a contested event, ground."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.datasets import SOURCE, Row, claim, organization, person, state, write_tables

AT = date(2020, 1, 2)
HOSTILE = "</script><img src=x onerror=\"window.broken='yes'\">{{ 7 * 7 }}${x} & "
LATER = {**SOURCE, "id": "source/later", "published": "2020-07-01", "origin": "later"}
EARLY = {
    **SOURCE,
    "id": "source/early",
    "name": HOSTILE + "Title",
    "publisher": HOSTILE + "Publisher",
    "published": "2019-12-01",
    "address": "javascript:window.broken='link'",
    "origin": "early",
}


def said(relation: str, start: str, end: str, source: str = "source/early", **cells: str) -> Row:
    return claim(relation, start, end, sources=source, **cells)


def named(row: Row, key: str) -> Row:
    return {**row, "id": key, "name": HOSTILE + str(row["name"])}


def write_world(folder: Path) -> Path:
    """Write the tables; ids are plain, names hostile."""
    return write_tables(
        folder,
        sources=[SOURCE, EARLY, LATER],
        actors=[
            named(state("Sponsor", country="IRN"), "state/sponsor"),
            named(organization("Force", kind="unit"), "organization/force"),
            named(organization("Proxy", countries="IRQ"), "organization/proxy"),
            named(organization("Denied", countries="IRQ"), "organization/denied"),
            named(organization("Rival"), "organization/rival"),
            named(person("Old", died="2020-01-03"), "person/old"),
            named(person("New"), "person/new"),
            named(person("Aide", died="2020-01-03"), "person/aide"),
            named(person("Heir"), "person/heir"),
        ],
        positions=[
            {"id": "position/chief", "name": HOSTILE + "Chief", "single_holder": "true"},
        ],
        locations=[
            {"id": "location/iraq", "name": HOSTILE + "Iraq", "level": "country", "country": "IRQ"},
            {
                "id": "location/anbar",
                "name": HOSTILE + "Anbar",
                "level": "division",
                "country": "IRQ",
            },
        ],
        events=[
            {
                "id": "event/attack",
                "name": HOSTILE + "Attack",
                "kind": "attack",
                "starts": "2019-12-27",
            },
        ],
        estimates=[
            {
                "id": "estimate/proxy",
                "name": HOSTILE + "Estimate",
                "low": "1000",
                "high": "3000",
                "counts": "estimate",
                "whose": "own",
            },
        ],
        claims=[
            said(
                "SPONSORS", "state/sponsor", "organization/proxy", support_types="weapons;training"
            ),
            said("SPONSORS", "state/sponsor", "organization/denied", stance="denies"),
            said("SUBORDINATE_TO", "organization/force", "state/sponsor", chain="command"),
            said("SUBORDINATE_TO", "organization/proxy", "organization/force", chain="informal"),
            said("POST_IN", "position/chief", "organization/force"),
            said("COMMANDS", "position/chief", "organization/force"),
            said("HOLDS", "person/old", "position/chief", valid_from="2010", valid_to="2020-01-03"),
            said("HOLDS", "person/new", "position/chief", valid_from="2020-01-03"),
            said("TIED_TO", "person/old", "organization/proxy", kind="working", note=HOSTILE),
            said("TIED_TO", "person/aide", "person/old", kind="working"),
            said("TIED_TO", "person/heir", "person/new", kind="kinship"),
            said("HANDLES", "person/old", "organization/proxy", function="policy"),
            said(
                "HANDLES",
                "person/heir",
                "organization/proxy",
                "source/later",
                function="liaison",
                valid_from="2020-06-01",
            ),
            said("PERPETRATED", "organization/proxy", "event/attack", attribution="attributed"),
            said(
                "PERPETRATED",
                "organization/proxy",
                "event/attack",
                "source/paper",
                id="denial",
                stance="denies",
                asserted_by=HOSTILE + "Spokesman",
            ),
            said("HAS_STRENGTH", "organization/proxy", "estimate/proxy", first_seen="2019-06"),
            said("WITHIN", "location/anbar", "location/iraq"),
            said(
                "HOLDS_TERRITORY",
                "organization/proxy",
                "location/anbar",
                consent_de_facto="tolerated",
                consent_basis=HOSTILE,
            ),
        ],
    )
