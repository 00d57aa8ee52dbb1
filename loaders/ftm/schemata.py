"""Which schema of FollowTheMoney becomes what: the table that docs/sources/ftm.md prints."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple


class Thing(NamedTuple):
    """What a schema of things becomes: a label, and the kind of an organization."""

    label: str
    kind: str = ""


class Tie(NamedTuple):
    """What a schema of edges becomes.

    ``start`` and ``end`` are its properties that name the ends; ``said`` is the property of the
    claim that takes the role or relationship, ``default`` what it says where there is none.
    """

    claim_type: str
    start: str
    end: str
    said: str = ""
    default: str = ""
    tie_kind: str = ""
    mode: str = ""


THINGS = MappingProxyType(
    {
        "Person": Thing("Person"),
        "Company": Thing("Organization", "company"),
        "PublicBody": Thing("Organization", "government_body"),
        "Organization": Thing("Organization", "other"),
        "LegalEntity": Thing("Organization", "other"),
        "Position": Thing("Position"),
    }
)
"""Schema → node; other schemata of things have no place in the model."""

TIES = MappingProxyType(
    {
        "Ownership": Tie("OWNS", "owner", "asset", "note"),
        "Directorship": Tie("MEMBER_OF", "director", "organization", "role", "director"),
        "Membership": Tie("MEMBER_OF", "member", "organization", "role", "member"),
        "Employment": Tie("MEMBER_OF", "employee", "employer", "role", "employee"),
        "Occupancy": Tie("HOLDS", "holder", "post"),
        "Family": Tie("TIED_TO", "person", "relative", "note", "family", "kinship"),
        "Associate": Tie("TIED_TO", "person", "associate", "note", "associate", "other"),
        "Representation": Tie("TIED_TO", "agent", "client", "note", "represents", "working"),
        "UnknownLink": Tie("TIED_TO", "subject", "object", "note", "link unknown", "other"),
        "Succession": Tie("MERGED_INTO", "predecessor", "successor", "note"),
        "Control": Tie("DIRECTS", "controller", "controlled", "note", mode="directs"),
    }
)
"""Schema → claim; other schemata of edges (payments, debts, contracts) have no place in it."""

SANCTION = "Sanction"
ARMED_TOPICS = frozenset({"crime.terror", "crime.war"})
"""Topics that make an organization of no other kind an armed group."""
