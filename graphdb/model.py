"""The data model, declared once: nodes, relationships and their properties.

Constraints, row validation, the documentation of the native format and the checks on Cypher
statements are all derived from these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from graphdb import vocabulary as words

PropertyKind = Literal[
    "text", "texts", "choice", "choices", "id", "ids", "edtf", "integer", "number", "flag"
]


@dataclass(frozen=True)
class Property:
    """One property that a row can give: its name, what it means and which values it takes.

    ``texts`` and ``choices`` are lists (in a table cell: separated by ``;``). ``edtf`` is a date
    of the precision its source gives (``2020``, ``2020-01``, ``2020-01-03``, ``2020~``). ``id`` and
    ``ids`` name rows of the same dataset.
    """

    name: str
    description: str
    kind: PropertyKind = "text"
    choices: tuple[str, ...] = ()
    required: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class NodeType:
    """A kind of node: its own label, the labels above it, the table that holds its rows."""

    label: str
    table: str
    description: str
    properties: tuple[Property, ...]
    above: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels that a node of this kind carries, the common one first."""
        return (ENTITY, *self.above, self.label)


@dataclass(frozen=True)
class RelationshipType:
    """A kind of claim: what it says, between which kinds of node, with what of its own."""

    name: str
    about: str
    description: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    properties: tuple[Property, ...] = ()
    symmetric: bool = False


def _choice(
    name: str, description: str, choices: tuple[str, ...], *, required: bool = False
) -> Property:
    return Property(name, description, "choice", choices, required)


ENTITY = "Entity"
"""Label of every node that records describe; its ``id`` is unique."""

ACTOR = "Actor"
"""Label of everything that can act: states, organizations, persons."""

_NAME = Property("name", "the name that people read", required=True)
_ALIASES = Property("aliases", "other names and spellings", "texts")
_DESCRIPTION = Property("description", "a sentence in words of one's own")
_COUNTRY = Property("country", "ISO 3166-1 alpha-3 code")
_COUNTRIES = Property("countries", "ISO 3166-1 alpha-3 codes", "texts")

_NODE_TYPES = (
    NodeType("State", "actors", "a state, as an actor", (_NAME, _ALIASES, _COUNTRY), (ACTOR,)),
    NodeType(
        "Organization",
        "actors",
        "an organization of any kind",
        (
            _NAME,
            _ALIASES,
            _choice("kind", "what it is", words.ORGANIZATION_KINDS, required=True),
            _COUNTRIES,
            _DESCRIPTION,
        ),
        (ACTOR,),
    ),
    NodeType(
        "Person",
        "actors",
        "a human being",
        (
            _NAME,
            _ALIASES,
            Property("born", "date of birth", "edtf"),
            Property("died", "date of death", "edtf"),
            _COUNTRIES,
            _DESCRIPTION,
        ),
        (ACTOR,),
    ),
    NodeType(
        "Position",
        "positions",
        "a post, apart from whoever holds it",
        (
            _NAME,
            _ALIASES,
            Property("single_holder", "true where one person holds it at a time", "flag"),
            _DESCRIPTION,
        ),
    ),
    NodeType(
        "Location",
        "locations",
        "a place, a division, a country, or an area across several",
        (
            _NAME,
            _ALIASES,
            _choice("level", "how large it is", words.LOCATION_LEVELS, required=True),
            _COUNTRY,
            Property("latitude", "degrees north", "number", low=-90, high=90),
            Property("longitude", "degrees east", "number", low=-180, high=180),
        ),
    ),
    NodeType(
        "Event",
        "events",
        "something that happened",
        (
            _NAME,
            _ALIASES,
            _choice("kind", "what it was", words.EVENT_KINDS, required=True),
            Property("starts", "first day", "edtf", required=True),
            Property("ends", "last day, where it took more than one", "edtf"),
            Property("killed_low", "fewest dead that a source gives", "integer", low=0),
            Property("killed_high", "most dead that a source gives", "integer", low=0),
            _DESCRIPTION,
        ),
    ),
    NodeType(
        "Objective", "objectives", "what somebody is said to want", (_NAME, _ALIASES, _DESCRIPTION)
    ),
    NodeType(
        "Estimate",
        "estimates",
        "a strength in fighters, as somebody gave it",
        (
            _NAME,
            Property("low", "fewest fighters", "integer", required=True, low=0),
            Property("high", "most fighters", "integer", required=True, low=0),
            _choice("counts", "what was counted", words.STRENGTH_COUNTS, required=True),
            _choice("whose", "the actor's own, or its clients'", words.STRENGTH_WHOSE),
        ),
    ),
    NodeType(
        "Name",
        "names",
        "a name in use, apart from its bearer",
        (
            _NAME,
            Property("script", "ISO 15924 code of the script: Latn, Arab"),
            Property("language", "ISO 639-3 code of the language"),
        ),
    ),
    NodeType(
        "Source",
        "sources",
        "a publication that claims are traced to",
        (
            Property("name", "title of the publication", required=True),
            Property("publisher", "who published it", required=True),
            Property("published", "when it was published", "edtf"),
            Property("address", "where it can be read"),
            Property("record", "key of a row or record, where the source is a dataset"),
            Property("origin", "the witness behind it: repeated agency copy has one origin"),
            _choice("kind", "what it is", words.SOURCE_KINDS),
            _choice("reliability", "Admiralty grade of the source", words.RELIABILITIES),
            Property("opened_on", "day on which it was opened and read", "edtf"),
        ),
    ),
)

NODE_TYPES = MappingProxyType({node.label: node for node in _NODE_TYPES})
"""Label → declaration of every kind of node that rows describe."""

_ACTORS = ("State", "Organization", "Person")
_GROUPS = ("State", "Organization")
_HOLDERS = ("Person", "Position", "Organization")

_CONSENT = (
    _choice("consent_de_jure", "consent of the host in law", words.CONSENTS),
    _choice("consent_de_facto", "consent of the host in fact", words.CONSENTS),
    Property("consent_by", "id of the authority whose consent is meant", "id"),
    Property("consent_basis", "what the consent rests on"),
)
_ATTRIBUTION = (_choice("attribution", "how it is known", words.ATTRIBUTIONS),)

_RELATIONSHIP_TYPES = (
    RelationshipType(
        "SPONSORS",
        "support",
        "gives support to an armed group",
        _ACTORS,
        _ACTORS,
        (
            Property("support_types", "kinds of support", "choices", words.SUPPORT_TYPES),
            _choice("intent", "given on purpose, or let happen", words.INTENTS),
            Property("via", "id of the actor through whom it passes", "id"),
            Property("against", "id of the actor it is meant against", "id"),
            Property("pooled", "true where the source pools several supporters", "flag"),
            Property("alternatives", "where pooled: ids of all of whom one or more gave it", "ids"),
        ),
    ),
    RelationshipType(
        "HAS_RELATIONS_WITH",
        "support",
        "has relations with, short of sponsorship",
        _ACTORS,
        _ACTORS,
        symmetric=True,
    ),
    RelationshipType(
        "DIRECTS",
        "control",
        "has a say in what the other does; support is not control",
        (*_ACTORS, "Position"),
        _ACTORS,
        (_choice("mode", "how strong the say is", words.MODES),),
    ),
    RelationshipType(
        "SUBORDINATE_TO",
        "control",
        "stands under, in a chain",
        ("Organization",),
        (*_ACTORS, "Position"),
        (
            _choice("chain", "which chain", words.CHAINS),
            _choice("basis", "in law or in fact", words.BASES),
        ),
    ),
    RelationshipType(
        "HOLDS",
        "posts",
        "holds a post",
        ("Person",),
        ("Position",),
        (
            _choice("capacity", "in what capacity", words.CAPACITIES),
            _choice("stage", "how far the appointment has come", words.STAGES),
            Property("rank", "rank while holding it"),
            Property("appointed_by", "id of whoever appointed", "id"),
            Property("instrument", "decree, statement or ceremony"),
        ),
    ),
    RelationshipType(
        "COMMANDS",
        "posts",
        "a post, or a person where no post is known, commands an organization",
        ("Position", "Person"),
        ("Organization",),
    ),
    RelationshipType(
        "POST_IN", "posts", "the post belongs to an organization", ("Position",), _GROUPS
    ),
    RelationshipType("DEPUTY_TO", "posts", "deputy to another post", ("Position",), ("Position",)),
    RelationshipType(
        "REPORTS_TO", "posts", "reports to another post", ("Position",), ("Position",)
    ),
    RelationshipType("REPLACES", "posts", "replaces an older post", ("Position",), ("Position",)),
    RelationshipType(
        "HANDLES",
        "posts",
        "has a portfolio, such as the Iraq file",
        _HOLDERS,
        (*_GROUPS, "Location"),
        (Property("function", "what is handled: coordination, funding, liaison"),),
    ),
    RelationshipType(
        "SECOND_TO",
        "posts",
        "is said to stand next below in power",
        ("Person",),
        ("Person",),
        (Property("scope", "id of the state or organization in which", "id"),),
    ),
    RelationshipType(
        "MEMBER_OF",
        "membership",
        "is a member; several at once are possible",
        ("Person", "Organization"),
        ("Organization",),
        (Property("role", "as what"),),
    ),
    RelationshipType("FOUNDED", "membership", "founded or helped to found", _ACTORS, _GROUPS),
    RelationshipType(
        "DISSOLVED",
        "membership",
        "brought to its end; an event where no actor did",
        (*_ACTORS, "Event"),
        _GROUPS,
        (_choice("how", "how it ended", words.ENDINGS),),
    ),
    RelationshipType("WING_OF", "membership", "is a wing of", ("Organization",), ("Organization",)),
    RelationshipType(
        "FACADE_FOR", "membership", "acts as a front for", ("Organization",), ("Organization",)
    ),
    RelationshipType(
        "SPLIT_FROM", "membership", "split from", ("Organization",), ("Organization",)
    ),
    RelationshipType(
        "MERGED_INTO", "membership", "merged into", ("Organization",), ("Organization",)
    ),
    RelationshipType(
        "NAMED",
        "membership",
        "bears a name",
        (*_ACTORS, "Position", "Location"),
        ("Name",),
        (_choice("kind", "what kind of name", words.NAME_KINDS, required=True),),
    ),
    RelationshipType(
        "TIED_TO",
        "ties",
        "a tie; personal where it ends on a person, office-bound where on a post",
        _HOLDERS,
        (*_HOLDERS, "State"),
        (_choice("kind", "what the tie rests on", words.TIE_KINDS),),
        symmetric=True,
    ),
    RelationshipType("ALLIED_WITH", "ties", "is allied with", _ACTORS, _ACTORS, symmetric=True),
    RelationshipType("RIVAL_OF", "ties", "is a rival of", _ACTORS, _ACTORS, symmetric=True),
    RelationshipType("RESEMBLES", "ties", "is said to resemble", _GROUPS, _GROUPS),
    RelationshipType("OPERATES_IN", "territory", "operates in", _ACTORS, ("Location",), _CONSENT),
    RelationshipType("BASED_IN", "territory", "is based in", _ACTORS, ("Location",), _CONSENT),
    RelationshipType("HOLDS_TERRITORY", "territory", "controls", _GROUPS, ("Location",), _CONSENT),
    RelationshipType("HAS_STRENGTH", "territory", "has fighters", _GROUPS, ("Estimate",)),
    RelationshipType("WITHIN", "territory", "lies within", ("Location",), ("Location",)),
    RelationshipType(
        "BORDERS", "territory", "borders on", ("Location",), ("Location",), symmetric=True
    ),
    RelationshipType("PERPETRATED", "events", "did it", _ACTORS, ("Event",), _ATTRIBUTION),
    RelationshipType(
        "TARGETED", "events", "was aimed at", ("Event",), (*_ACTORS, "Location"), _ATTRIBUTION
    ),
    RelationshipType(
        "AT", "events", "happened at, or counts only", ("Event", "Estimate"), ("Location",)
    ),
    RelationshipType("RESPONSE_TO", "events", "answered", ("Event",), ("Event",)),
    RelationshipType(
        "DESIGNATED",
        "other",
        "an authority put on a sanctions list",
        _GROUPS,
        _ACTORS,
        (
            Property("programme", "under which programme", "texts"),
            Property("basis", "the stated basis; `Linked To` is not sponsorship"),
        ),
    ),
    RelationshipType("OWNS", "other", "owns", _ACTORS, _GROUPS),
    RelationshipType("PURSUES", "other", "is said to want", _ACTORS, ("Objective",)),
)

RELATIONSHIP_TYPES = MappingProxyType({rel.name: rel for rel in _RELATIONSHIP_TYPES})
"""Type → declaration of every kind of claim."""

CLAIM_PROPERTIES = (
    Property("sources", "ids of the publications behind it", "ids", required=True),
    Property("asserted_by", "the speaker, where it is not the publisher"),
    _choice("stance", "affirms (if empty), doubts or denies", words.STANCES),
    Property("conflict_set", "claims that share this word exclude one another"),
    Property("valid_from", "first day on which it holds", "edtf"),
    Property("valid_to", "first day on which it holds no longer; `..` for ongoing", "edtf"),
    Property("first_seen", "first day on which it was observed", "edtf"),
    Property("last_seen", "last day on which it was observed", "edtf"),
    _choice(
        "reliability", "grade of the source (if empty: the sources' best)", words.RELIABILITIES
    ),
    _choice("credibility", "grade of the information", words.CREDIBILITIES, required=True),
    Property("note", "a remark in words of one's own"),
)
"""What a row of any claim can give, beside the properties of its type."""

DERIVED_CLAIM_PROPERTIES = (
    Property("claim_id", "dataset and key; unique across all types, stable across reloads"),
    Property("dataset", "which dataset makes the claim"),
    Property("origins", "the distinct witnesses behind its sources", "texts"),
    Property("reported_on", "day on which the earliest source said it"),
    Property("reported_on_basis", "`source`, or `release` where no source is dated"),
    Property("confidence", "0 to 1, from the two grades", "number", low=0, high=1),
    Property("unjudged", "true where a grade is F or 6, which is not a number", "flag"),
    Property("possible_from", "first day on which it may hold; 0001-01-01 where unknown"),
    Property("possible_until", "first day on which it can't hold any more; 9999-12-31: none"),
    Property("certain_from", "first day on which it surely holds"),
    Property(
        "certain_until",
        "first day on which that is no longer certain; "
        "no day is certain unless it is after certain_from",
    ),
    Property("start_id", "own id of the start, where a decision made it part of another entity"),
    Property("start_name", "the name under which the dataset spoke of that start"),
    Property("end_id", "own id of the end, where a decision made it part of another entity"),
    Property("end_name", "the name under which the dataset spoke of that end"),
)
"""What the loader works out for every claim; a row cannot give them."""


@dataclass(frozen=True)
class SystemLabel:
    """A label of the service's own nodes, with what identifies one."""

    label: str
    key: str
    description: str


SYSTEM_LABELS = (
    SystemLabel("Record", "record_id", "one dataset's own record of an entity"),
    SystemLabel("Dataset", "name", "a dataset that is loaded, with its rank"),
    SystemLabel("LoadRun", "run_id", "what a load read, changed and rejected"),
    SystemLabel("ChangeLog", "run_id", "the changes of one run, for as long as they are kept"),
    SystemLabel("KeyIndex", "segment_id", "keys and hashes of what a dataset last loaded"),
    SystemLabel("Decision", "pair", "what somebody decided on two ids: one and the same, or not"),
    SystemLabel("Lock", "name", "who may write, until when"),
    SystemLabel("GraphVersion", "name", "the version that consistent readers check"),
    SystemLabel("Migration", "number", "a numbered change of the schema that was applied"),
)
SYSTEM_TYPES = ("DESCRIBES",)
"""Relationships that are not claims: a ``Record`` describes its entity."""


def symmetric_ends(kind: RelationshipType, start: str, end: str) -> tuple[str, str]:
    """Order the ends of a claim: a symmetric type runs from the lesser id.

    >>> symmetric_ends(RELATIONSHIP_TYPES["RIVAL_OF"], "b", "a")
    ('a', 'b')
    >>> symmetric_ends(RELATIONSHIP_TYPES["SPONSORS"], "b", "a")
    ('b', 'a')
    """
    return (end, start) if kind.symmetric and end < start else (start, end)
