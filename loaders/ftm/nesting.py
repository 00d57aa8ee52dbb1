"""Entities within entities, as some exports nest them: unfolded, each names the others by id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from followthemoney.schema import Schema

Document = dict[str, Any]
_INHERITED = ("datasets", "dataset", "first_seen")


def unfolded(document: Document) -> list[Document]:
    """Give an entity and those nested in it, each naming the others by their ids.

    Raises
    ------
    ValueError
        It, or one nested in it, is no entity.

    Examples
    --------
    >>> tie = {"id": "f", "schema": "Family", "properties": {"relative": ["q"]}}
    >>> one = {"id": "p", "schema": "Person", "properties": {"familyPerson": [tie]}}
    >>> [(e["id"], e["properties"]) for e in unfolded(one)]
    [('p', {}), ('f', {'relative': ['q'], 'person': ['p']})]
    """
    found: list[Document] = []
    waiting = [document]
    while waiting:
        one = waiting.pop(0)
        schema = checked_schema(one)
        properties: dict[str, list[Any]] = {}
        for name, values in one.get("properties", {}).items():
            kept = properties.setdefault(name, [])
            for value in values if isinstance(values, list) else [values]:
                if isinstance(value, dict):
                    kept += _named(schema, name, one, value)
                    waiting.append(value)
                else:
                    kept.append(value)
        found.append({**one, "properties": {k: v for k, v in properties.items() if v}})
    return found


def _named(schema: Schema, name: str, parent: Document, nested: Document) -> Iterator[str]:
    """Let a nested entity name its parent, where that is where the tie is kept, else be named."""
    checked_schema(nested)
    if nested.keys().isdisjoint(_INHERITED):
        nested.update({key: parent[key] for key in _INHERITED if key in parent})
    declared = schema.properties.get(name)
    if declared is None or not declared.stub or declared.reverse is None:
        yield nested["id"]
        return
    properties = nested.setdefault("properties", {})
    said = properties.setdefault(declared.reverse.name, [])
    if not isinstance(said, list):
        said = properties[declared.reverse.name] = [said]
    ids = [one.get("id") if isinstance(one, dict) else one for one in said]
    if parent["id"] not in ids:
        said.append(parent["id"])


def checked_schema(document: Document) -> Schema:
    """Give the schema of an entity.

    Raises
    ------
    ValueError
        It lacks what every entity has, or has it in another form.
    """
    from followthemoney import model

    number, name = document.get("id"), document.get("schema")
    if not isinstance(number, str) or not number.strip():
        raise ValueError(f"is not an entity: its id is {_said(number)}, not text")
    if not isinstance(name, str):
        raise ValueError(f"is not an entity: its schema is {_said(name)}, not a name")
    if not isinstance(document.get("properties", {}), dict):
        raise ValueError("is not an entity: its properties are not a JSON object")
    schema = model.get(name)
    if schema is None:
        raise ValueError(f"is of a schema that FollowTheMoney does not have: {name}")
    return schema


def _said(value: object) -> str:
    return "missing" if value is None else repr(value)[:40]
