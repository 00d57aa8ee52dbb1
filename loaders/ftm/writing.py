"""The other way: what the graph says, as FollowTheMoney entities (docs/sources/ftm.md)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graphdb.connection import Graph, Row
from graphdb.errors import InputRefusedError
from graphdb.outfile import whole_file
from loaders.ftm.entities import MISSING

if TYPE_CHECKING:
    from followthemoney import EntityProxy

_ORGANIZATIONS = {"company": "Company", "government_body": "PublicBody"}
_THINGS = {"Person": "Person", "Position": "Position", "State": "PublicBody"}
_MEMBERS = {"director": "Directorship", "employee": "Employment"}
_ENDS = {
    "Associate": ("person", "associate"),
    "Control": ("controller", "controlled"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
    "Family": ("person", "relative"),
    "Membership": ("member", "organization"),
    "Occupancy": ("holder", "post"),
    "Ownership": ("owner", "asset"),
    "Representation": ("agent", "client"),
    "Sanction": ("", "entity"),
    "Succession": ("predecessor", "successor"),
    "UnknownLink": ("subject", "object"),
}
"""Schema → its properties that name the ends; a sanction's authority is told by name."""

_DATE = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)[~?%]?\Z")


@dataclass
class Export:
    """What was written: entities by schema, and claims that no schema can hold, by reason."""

    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)


def write_ftm(graph: Graph, path: Path, datasets: Sequence[str] = ()) -> Export:
    """Write persons, organizations, states, posts and what ties them, as JSON lines.

    Parameters
    ----------
    path
        The file to write, whole or not at all; an older one is replaced, a link or device is
        written through.
    datasets
        Only what these datasets say; empty for all.

    Raises
    ------
    InputRefusedError
        The library followthemoney is missing.
    FileNotWrittenError
        The file cannot be written.

    Examples
    --------
    >>> done = write_ftm(graph, Path("network.ftm.json"))  # doctest: +SKIP
    >>> done.written["Person"] > 0  # doctest: +SKIP
    True
    """
    done = Export()
    with whole_file(path) as stream:
        for proxy in ftm_entities(graph, datasets, done):
            stream.write(json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True) + "\n")
    return done


def ftm_entities(graph: Graph, datasets: Sequence[str], done: Export) -> Iterator[EntityProxy]:
    """Give the entities one by one: things first; ``done`` counts them and what is left out."""
    try:
        import followthemoney  # noqa: F401 - told before anything is read
    except ImportError as error:
        raise InputRefusedError(MISSING) from error
    given = {"datasets": list(datasets)}
    claims, nodes = graph.consistent(
        lambda opened: (
            opened.read("load/ftm_claims", **given),
            opened.read("load/ftm_nodes", **given),
        )
    )
    ends = {row["id"] for row in nodes}
    authorities = _only_authorities(claims)
    for row in nodes:
        if row["id"] not in authorities:
            done.written[_thing_schema(row)] += 1
            yield _thing(row)
    for row in claims:
        reason = _reason(row, ends)
        if reason:
            done.left_out[reason] += 1
        elif row["type"] != "POST_IN":
            done.written[_edge_schema(row)] += 1
            yield _edge(row)


def ftm_id(own: str) -> str:
    """Write one of our ids in the letters that FollowTheMoney allows; no two become one.

    Examples
    --------
    >>> ftm_id("ofac-sdn/10481"), ftm_id("d/v1.2")
    ('ofac-sdn.10481', 'd.v1..2')
    """
    return own.replace(".", "..").replace("/", ".")


def _only_authorities(claims: Sequence[Row]) -> frozenset[str]:
    """List those of whom nothing is said but that they designate: sanctions name them."""
    designate = {row["start"] for row in claims if row["type"] == "DESIGNATED"}
    others = {row["start"] for row in claims if row["type"] != "DESIGNATED"}
    return frozenset(designate - others - {row["end"] for row in claims})


def _reason(row: Row, ends: set[str]) -> str:
    """Say why no schema can hold a claim; nothing where one can."""
    if row["properties"]["stance"] != "affirms":
        return f"{row['type']} that is denied or doubted, which no schema can say"
    if row["start"] not in ends or row["end"] not in ends:
        return f"{row['type']} with an end of another dataset"
    return ""


def _thing_schema(row: Row) -> str:
    return _THINGS.get(row["label"]) or _ORGANIZATIONS.get(row["kind"], "Organization")


def _thing(row: Row) -> EntityProxy:
    proxy = _proxy(_thing_schema(row), row["id"])
    proxy.add("name", row["name"])
    proxy.add("alias", [alias for alias in row["aliases"] if alias != row["name"]])
    proxy.add("country", row["countries"])
    proxy.add("description", row["description"])
    if row["label"] == "Person":
        proxy.add("birthDate", _date(row["born"]))
        proxy.add("deathDate", _date(row["died"]))
    if row["label"] == "Organization":
        proxy.add("classification", row["kind"])
    if row["label"] == "Position":
        proxy.add("organization", [ftm_id(owner["id"]) for owner in row["owners"]])
        for owner in row["owners"][:1]:
            proxy.context = {"datasets": owner["origins"], "first_seen": owner["said"]}
    return proxy


def _edge_schema(row: Row) -> str:
    kind, said = row["type"], row["properties"]
    persons = row["start_label"] == row["end_label"] == "Person"
    if kind == "MEMBER_OF":
        return _MEMBERS.get(str(said.get("role")), "Membership")
    if kind == "TIED_TO" and persons:
        return "Family" if said.get("kind") == "kinship" else "Associate"
    if kind == "TIED_TO" and said.get("kind") == "working":
        return "Representation"
    if kind == "HOLDS":
        return "Occupancy"
    return {
        "OWNS": "Ownership",
        "MERGED_INTO": "Succession",
        "DIRECTS": "Control",
        "DESIGNATED": "Sanction",
    }.get(kind, "UnknownLink")


def _edge(row: Row) -> EntityProxy:
    schema, said = _edge_schema(row), row["properties"]
    proxy = _proxy(schema, said["claim_id"])
    start, end = _ENDS[schema]
    if start:
        proxy.add(start, ftm_id(row["start"]))
    proxy.add(end, ftm_id(row["end"]))
    proxy.add("startDate", _date(said.get("valid_from")))
    proxy.add("endDate", _date(said.get("valid_to")))
    proxy.add("date", [_date(said.get(name)) for name in ("first_seen", "last_seen")])
    proxy.add("publisher", [one["publisher"] for one in row["cited"]])
    proxy.add("sourceUrl", [one["address"] for one in row["cited"]])
    _describe(proxy, schema, row)
    proxy.context = {
        "datasets": said["origins"],
        "first_seen": said["reported_on"].isoformat(),
    }
    return proxy


def _describe(proxy: EntityProxy, schema: str, row: Row) -> None:
    """Put in words what the claim says beside its ends and dates."""
    said = row["properties"]
    note = said.get("note")
    if schema == "Sanction":
        proxy.add("authority", row["start_name"])
        proxy.add("program", said.get("programme"))
        proxy.add("reason", said.get("basis"))
        proxy.add("summary", note)
    elif schema in ("Family", "Associate"):
        proxy.add("relationship", note or said.get("kind"))
    elif schema == "Occupancy":
        proxy.add("summary", [said.get("rank"), note])
    elif schema == "UnknownLink":
        proxy.add("role", _words(row))
        proxy.add("summary", note)
    elif schema in ("Membership", "Directorship", "Employment"):
        proxy.add("role", said.get("role"))
        proxy.add("summary", note)
    else:
        proxy.add("role", note)


def _words(row: Row) -> str:
    """Say what a claim says for which there is no schema: ``sponsors: weapons, training``.

    A tie of no certain kind is told by its note alone, as it came in.
    """
    said = row["properties"]
    if row["type"] == "TIED_TO" and said.get("kind") == "other" and said.get("note"):
        return str(said["note"])
    details = [*said.get("support_types", ()), said.get("kind"), said.get("chain")]
    told = ", ".join(str(one).replace("_", " ") for one in details if one)
    verb = row["type"].lower().replace("_", " ")
    return f"{verb}: {told}" if told else verb


def _proxy(schema: str, number: str) -> EntityProxy:
    from followthemoney import model

    return model.get_proxy({"id": ftm_id(number), "schema": schema, "properties": {}})


def _date(text: object) -> str | None:
    """Give a date as precise as it is, without what says that it is rough; ``None`` for spans."""
    found = _DATE.match(str(text or ""))
    return found.group(1) if found else None
