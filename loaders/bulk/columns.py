"""The columns of the importer's files and how values are written in them.

Every text is quoted, so that an empty text is no missing value; a missing one is an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache

from graphdb.errors import ProxygraphError
from graphdb.model import (
    CLAIM_PROPERTIES,
    DERIVED_CLAIM_PROPERTIES,
    NODE_TYPES,
    RELATIONSHIP_TYPES,
    Property,
    PropertyKind,
)

ARRAY_DELIMITER = "\x1f"
"""Between the items of a list; a list that holds it itself can't be imported."""

DAYS = frozenset(
    {"reported_on", "possible_from", "possible_until", "certain_from", "certain_until"}
)
"""Derived properties of claims that are dates of the server's own type."""

_TYPES: Mapping[PropertyKind, str] = {
    "text": "string",
    "choice": "string",
    "id": "string",
    "edtf": "string",
    "texts": "string[]",
    "choices": "string[]",
    "ids": "string[]",
    "integer": "long",
    "number": "double",
    "flag": "boolean",
}
_SIGNED = [str(number if number < 128 else number - 256) for number in range(256)]


class NotForImportError(ProxygraphError):
    """A value cannot be written into the importer's files; take the ordinary load."""


Columns = Mapping[str, str]
"""Name → the importer's type of each property, in the order of the file."""


@cache
def node_columns(label: str) -> Columns:
    """Give the columns of entities of a label."""
    own = {item.name: _type(item) for item in NODE_TYPES[label].properties}
    return {"id": "string", **own, "aliases": "string[]", "datasets": "string[]"}


@cache
def record_columns(label: str) -> Columns:
    """Give the columns of one dataset's own records of a label."""
    own = {item.name: _type(item) for item in NODE_TYPES[label].properties}
    return {**own, **dict.fromkeys(("record_id", "dataset", "entity_id", "label"), "string")}


@cache
def claim_columns(claim_type: str) -> Columns:
    """Give the columns of claims of a type."""
    own = RELATIONSHIP_TYPES[claim_type].properties
    return {
        item.name: "date" if item.name in DAYS else _type(item)
        for item in (*CLAIM_PROPERTIES, *own, *DERIVED_CLAIM_PROPERTIES)
    }


def observed_columns(rows: Sequence[Mapping[str, object]]) -> Columns:
    """Find the columns of rows whose properties the model does not declare.

    Examples
    --------
    >>> observed_columns([{"name": "graph", "version": 3}, {"name": "graph", "unfinished": []}])
    {'name': 'string', 'version': 'long'}
    """
    found: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if value is not None and value != []:
                found[name] = _observed(value)
    return found


def _observed(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "long"
        case float():
            return "double"
        case datetime():
            return "datetime"
        case date():
            return "date"
        case bytes():
            return "byte[]"
        case list():
            return "string[]"
    return "string"


def _type(declared: Property) -> str:
    return _TYPES[declared.kind]


def cell(value: object) -> str:
    r"""Write one value.

    Raises
    ------
    NotForImportError
        A list holds the character that separates its items.

    Examples
    --------
    >>> cell('an "Iraq file" too'), cell(True), cell(0.5), cell(date(2020, 1, 3)), cell(None)
    ('"an ""Iraq file"" too"', 'true', '0.5', '2020-01-03', '')
    >>> cell(["a", "b"]) == f'"a{ARRAY_DELIMITER}b"', cell(b"\x01\xff") == f"1{ARRAY_DELIMITER}-1"
    (True, True)
    """
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return _list(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return ARRAY_DELIMITER.join(map(_SIGNED.__getitem__, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else repr(value)


def quoted(text: str) -> str:
    """Quote a text, as RFC 4180 has it."""
    return f'"{text}"' if '"' not in text else f'"{text.replace(chr(34), chr(34) * 2)}"'


def _list(items: list[str]) -> str:
    if not items:
        return ""
    joined = ARRAY_DELIMITER.join(items)
    if joined.count(ARRAY_DELIMITER) >= len(items):
        raise NotForImportError(f"a list holds the control character U+001F: {items}")
    return quoted(joined)
