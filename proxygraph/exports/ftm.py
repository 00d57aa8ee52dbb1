"""FollowTheMoney: actors, posts and what ties them, as entities in lines of JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from graphdb.errors import InputRefusedError
from proxygraph.exports.contents import Contents, Edge, Plain, Thing

if TYPE_CHECKING:
    from followthemoney import EntityProxy

_MISSING = (
    "writing FollowTheMoney needs the library followthemoney, which is not installed; "
    "install proxygraph with it: pip install 'proxygraph[ftm]'"
)

AFFIRMS = "affirms"
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LISTED = "; "
_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
"""What the format takes for an id."""

SCHEMATA = MappingProxyType(
    {
        "Person": "Person",
        "State": "PublicBody",
        "Organization": "Organization",
        "Position": "Position",
    }
)
"""Label → schema; things of other labels have no place among those whom money follows."""

KINDS = MappingProxyType({"company": "Company", "government_body": "PublicBody"})
"""Kind of an organization → a narrower schema."""


class Tie(NamedTuple):
    """A schema of edges, and its properties that name the ends and take the words."""

    schema: str
    start: str
    end: str
    words: str = "role"


TIES = MappingProxyType(
    {
        "HOLDS": Tie("Occupancy", "holder", "post", "summary"),
        "OWNS": Tie("Ownership", "owner", "asset"),
        "MEMBER_OF": Tie("Membership", "member", "organization"),
        "MERGED_INTO": Tie("Succession", "predecessor", "successor"),
        "DIRECTS": Tie("Control", "controller", "controlled"),
        "DESIGNATED": Tie("Sanction", "authority", "entity", "reason"),
    }
)
"""Type of claim → schema of edges, where the ends fit it."""

FAMILY = Tie("Family", "person", "relative", "relationship")
ASSOCIATE = Tie("Associate", "person", "associate", "relationship")
LINK = Tie("UnknownLink", "subject", "object")
"""What ties of kinship, other ties between persons, and all other claims become."""


class Written(NamedTuple):
    """How many entities were written, and what was left out: why → how many."""

    entities: int
    left_out: Mapping[str, int]


def write_ftm(contents: Contents, target: Path) -> Written:
    """Write entities as JSON lines.

    Raises
    ------
    InputRefusedError
        The library followthemoney is missing.

    Notes
    -----
    What the format has no place for is left out and counted: things that are no actors or posts,
    claims about them, and claims that deny or doubt. Dates that are no plain year, month or day
    lose their marks. An edge carries its sources' publishers and addresses.
    """
    try:
        import followthemoney  # noqa: F401
    except ImportError as error:
        raise InputRefusedError(_MISSING) from error
    left_out: Counter[str] = Counter()
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        for proxy in _entities(contents, left_out):
            stream.write(json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")
            count += 1
    return Written(count, dict(sorted(left_out.items())))


def _entities(contents: Contents, left_out: Counter[str]) -> Iterator[EntityProxy]:
    things = {one.id: one for one in contents.things}
    schemata = {one.id: _schema(one) for one in contents.things}
    for one in contents.things:
        if schemata[one.id]:
            yield _thing(one, schemata[one.id])
        elif one.label != "Source":  # Sources come with the edges that cite them.
            left_out[f"{one.label}: no schema"] += 1
    for edge in contents.edges:
        if not (schemata.get(edge.start) and schemata.get(edge.end)):
            left_out[f"{edge.type}: an end without a schema"] += 1
        elif edge.properties.get("stance", AFFIRMS) != AFFIRMS:
            left_out[f"{edge.type}: denied or doubted"] += 1
        else:
            yield _edge(edge, things, schemata)


def _schema(one: Thing) -> str:
    return KINDS.get(str(one.properties.get("kind")), SCHEMATA.get(one.label, ""))


def _thing(one: Thing, schema: str) -> EntityProxy:
    made = _made(schema, one.id)
    given = one.properties
    _add(made, "name", given.get("name"))
    for alias in _several(given.get("aliases")):
        _add(made, "alias", alias)
    for code in (*_several(given.get("countries")), *_several(given.get("country"))):
        _add(made, "country", _country(code))
    _add(made, "birthDate", _date(given.get("born")))
    _add(made, "deathDate", _date(given.get("died")))
    _add(made, "description" if schema == "Position" else "notes", given.get("description"))
    if given.get("kind") == "armed_group":
        _add(made, "topics", "crime.war")
    return made


def _edge(edge: Edge, things: Mapping[str, Thing], schemata: Mapping[str, str]) -> EntityProxy:
    tie = _tie(edge, schemata)
    made = _made(tie.schema, edge.id)
    authority = things[edge.start].properties.get("name")
    _add(made, tie.start, authority if tie.schema == "Sanction" else entity_id(edge.start))
    _add(made, tie.end, entity_id(edge.end))
    words = [edge.type.lower().replace("_", " ")] if tie is LINK else []
    named = ("role", "mode", "kind", "function", "support_types", "chain", "capacity", "basis")
    words += [str(edge.properties[name]) for name in named if edge.properties.get(name)]
    _add(made, tie.words, ", ".join(words))
    _add(made, "summary", edge.properties.get("note"))
    _add(made, "startDate", _date(edge.properties.get("valid_from")))
    _add(made, "endDate", _date(edge.properties.get("valid_to")))
    _add(made, "date", _date(edge.properties.get("first_seen")))
    for programme in _several(edge.properties.get("programme")):
        _add(made, "program", programme)
    for key in _several(edge.properties.get("sources")):
        source = things[key].properties if key in things else {}
        _add(made, "publisher", source.get("publisher"))
        _add(made, "sourceUrl", source.get("address"))
    return made


def _tie(edge: Edge, schemata: Mapping[str, str]) -> Tie:
    """Choose the schema of an edge whose declared ends are of the schemata of its own."""
    from followthemoney import model

    start, end = (model[schemata[key]] for key in (edge.start, edge.end))
    wanted = TIES.get(edge.type, LINK)
    if edge.type == "TIED_TO":
        wanted = FAMILY if edge.properties.get("kind") == "kinship" else ASSOCIATE
    declared = model[wanted.schema].properties
    ranges = (declared[wanted.start].range, declared[wanted.end].range)
    fits = all(
        reach is None or one.is_a(reach) for one, reach in zip((start, end), ranges, strict=True)
    )
    return wanted if fits else LINK


def _made(schema: str, key: str) -> EntityProxy:
    from followthemoney import model

    made = model.make_entity(schema)
    made.id = entity_id(key)
    return made


def entity_id(key: str) -> str:
    """Write an id as the format allows: two dots for a slash, a hash where that is not enough.

    >>> entity_id("person/qasem-soleimani"), entity_id("own/a_b")
    ('person..qasem-soleimani', 'own..a-b-8f42d5d5')
    """
    plain = key.replace("/", "..")
    if _ID.fullmatch(plain) and ".." not in key:
        return plain
    slug = re.sub(r"[^0-9a-zA-Z.\-]", "-", plain).strip(".-")
    return f"{slug}-{sha256(key.encode()).hexdigest()[:8]}"


def _add(made: EntityProxy, name: str, value: Plain | None) -> None:
    if value not in (None, ""):
        made.add(name, str(value), quiet=True)


def _several(value: Plain | None) -> list[str]:
    return [one for one in str(value or "").split(_LISTED) if one]


def _country(code: str) -> str:
    import pycountry

    found = pycountry.countries.get(alpha_3=code)
    return str(found.alpha_2).lower() if found else ""


def _date(value: Plain | None) -> str:
    """Keep the year, month or day of a date.

    >>> _date("1998~"), _date("2020-01-03"), _date("..")
    ('1998', '2020-01-03', '')
    """
    found = _DAY.match(str(value or ""))
    return found[0] if found else ""
