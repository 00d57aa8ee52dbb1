"""Row validation, made from the data model: one pydantic model a label and a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
)
from pydantic_core import ErrorDetails

from graphdb.errors import Problem
from graphdb.model import CLAIM_PROPERTIES, NODE_TYPES, RELATIONSHIP_TYPES, Property
from graphdb.validtime import ONGOING, parse_date
from loaders.records import Properties

LONGEST_TEXT = 20_000
"""Characters that one cell may hold."""

ID_PATTERN = r"^[a-z0-9][a-z0-9.\-]*(/[a-z0-9][a-z0-9.\-]*)*$"
"""What an id looks like: lower-case words, digits, dots and dashes, parts separated by slashes."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=200)]


def _split(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return [part.strip() for part in cell.split(";") if part.strip()]


def _distinct(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("names something twice")
    return values


def _dated(text: str) -> str:
    if text != ONGOING:
        parse_date(text)
    return text


def _started(text: str) -> str:
    parse_date(text)
    return text


def _annotation(declared: Property) -> Any:  # noqa: ANN401 - a type is built
    listed = (BeforeValidator(_split), AfterValidator(_distinct))
    choice = Literal[declared.choices] if declared.choices else str
    match declared.kind:
        case "text":
            return Text
        case "texts":
            return Annotated[list[Text], *listed]
        case "choice":
            return choice
        case "choices":
            return Annotated[list[choice], *listed]  # type: ignore[valid-type]
        case "id":
            return Id
        case "ids":
            return Annotated[list[Id], Field(min_length=1), *listed]
        case "edtf":
            return Annotated[Text, AfterValidator(_dated if _may_go_on(declared) else _started)]
        case "integer":
            return Annotated[int, Field(ge=declared.low, le=declared.high)]
        case "number":
            return Annotated[float, Field(ge=declared.low, le=declared.high, allow_inf_nan=False)]
        case "flag":
            return bool


def _may_go_on(declared: Property) -> bool:
    return declared.name == "valid_to"


def _row_model(name: str, properties: tuple[Property, ...]) -> type[BaseModel]:
    fields: dict[str, Any] = {
        declared.name: (_annotation(declared), ... if declared.required else None)
        for declared in properties
    }
    return create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **fields)


@cache
def node_model(label: str) -> type[BaseModel]:
    """Build the validator of a row that describes a node of this label."""
    return _row_model(label, NODE_TYPES[label].properties)


@cache
def claim_model(claim_type: str) -> type[BaseModel]:
    """Build the validator of a row that makes a claim of this type."""
    declared = RELATIONSHIP_TYPES[claim_type]
    return _row_model(claim_type, (*CLAIM_PROPERTIES, *declared.properties))


def validated(model: type[BaseModel], cells: Mapping[str, str]) -> Properties:
    """Turn the non-empty cells of a row into typed properties.

    Raises
    ------
    pydantic.ValidationError
        Some cells are wrong; :func:`problems_of` tells which.
    """
    return model.model_validate(cells).model_dump(exclude_unset=True)


def problems_of(error: ValidationError, source: str, line: int, kind: str) -> Iterator[Problem]:
    """Say in our words what is wrong with each cell of a row of this kind."""
    for detail in error.errors(include_url=False):
        field = str(detail["loc"][0]) if detail["loc"] else ""
        given = detail["input"] if detail["type"] != "missing" else ""
        yield Problem(source, line, field, _rule(detail, kind), str(given))


def _rule(detail: ErrorDetails, kind: str) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "missing":
            return "is required"
        case "extra_forbidden":
            return f"is no property of {kind}"
        case "literal_error":
            return f"is not one of {context['expected']}"
        case "string_pattern_mismatch":
            return "is no id: lower-case letters, digits, dots and dashes, parts joined by slashes"
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "value_error":
            return str(context["error"])
    return detail["msg"][:1].lower() + detail["msg"][1:]
