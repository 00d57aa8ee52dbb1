"""Row validation, made from the data model: one pydantic model a label and a type."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, NotRequired

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails
from typing_extensions import TypedDict

from graphdb.errors import Problem
from graphdb.model import CLAIM_PROPERTIES, NODE_TYPES, RELATIONSHIP_TYPES, Property
from graphdb.validtime import ONGOING, stated_date
from loaders.records import Properties, Value

LONGEST_TEXT = 20_000
"""Characters that one cell may hold."""

LONGEST_ID = 200
"""Characters of an id: the store's indexes take texts of some 8,000 bytes, and people read ids."""

INVALID_ID = (
    "invalid id: use lower-case letters, digits, dots and dashes, with slashes between parts"
)
TOO_LONG_ID = f"is longer than {LONGEST_ID} characters"

MOST = 2**63 - 1
LEAST = -MOST - 1
"""Bounds of the whole numbers that the store can hold."""

ID_PATTERN = r"^[a-z0-9][a-z0-9.\-]*(/[a-z0-9][a-z0-9.\-]*)*$"
"""What an id looks like: lower-case words, digits, dots and dashes, parts separated by slashes."""

BEYOND_64_BITS = "is a whole number beyond 64 bits"

Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID)]


def _dated(text: str) -> str:
    if text != ONGOING:
        stated_date(text)
    return text


def _started(text: str) -> str:
    stated_date(text)
    return text


def _annotation(declared: Property) -> Any:  # noqa: ANN401 - a type is built
    choice = Literal[declared.choices] if declared.choices else str
    match declared.kind:
        case "text":
            return Text
        case "texts":
            return list[Text]
        case "choice":
            return choice
        case "choices":
            return list[choice]  # type: ignore[valid-type]
        case "id":
            return Id
        case "ids":
            return Annotated[list[Id], Field(min_length=1)]
        case "edtf":
            return Annotated[Text, AfterValidator(_dated if _may_go_on(declared) else _started)]
        case "integer":
            return Annotated[
                int, Field(ge=_bound(declared.low, LEAST), le=_bound(declared.high, MOST))
            ]
        case "number":
            return Annotated[float, Field(ge=declared.low, le=declared.high, allow_inf_nan=False)]
        case "flag":
            return bool


def _bound(stated: float | None, otherwise: int) -> int:
    return otherwise if stated is None else int(stated)


def _may_go_on(declared: Property) -> bool:
    return declared.name == "valid_to"


class RowValidator:
    """Checks the cells of one kind of row and gives them their types."""

    def __init__(self, kind: str, properties: tuple[Property, ...]) -> None:
        fields = {item.name: self._field(item) for item in properties}
        shape = TypedDict(kind, fields)  # type: ignore[misc]
        shape.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
        self._lists = frozenset(
            item.name for item in properties if item.kind in ("texts", "choices", "ids")
        )
        self._validate = TypeAdapter(shape).validator.validate_python

    @staticmethod
    def _field(item: Property) -> Any:  # noqa: ANN401 - a type is built
        return _annotation(item) if item.required else NotRequired[_annotation(item)]

    def __call__(self, cells: Mapping[str, Value], naming: Collection[str] = ()) -> Properties:
        """Turn the non-empty cells of a row into typed properties, in the order of the model.

        Parameters
        ----------
        cells
            Column → text; a list may also come as one.
        naming
            Columns that name the row and are not properties of it.

        Raises
        ------
        pydantic.ValidationError
            Some cells are wrong; :func:`problems_of` says which.
        """
        lists = self._lists
        given = {
            name: split_cell(said) if name in lists and isinstance(said, str) else said
            for name, said in cells.items()
            if name not in naming
        }
        typed: Properties = self._validate(given)
        return typed


def split_cell(cell: str) -> list[str]:
    """Split a cell that holds a list.

    >>> split_cell("weapons; funding;")
    ['weapons', 'funding']
    """
    if ";" not in cell:
        return [cell]
    return [part for piece in cell.split(";") if (part := piece.strip())]


@cache
def node_validator(label: str) -> RowValidator:
    """Build the validator of a row that describes a node of this label."""
    return RowValidator(label, NODE_TYPES[label].properties)


@cache
def claim_validator(claim_type: str) -> RowValidator:
    """Build the validator of a row that makes a claim of this type."""
    declared = RELATIONSHIP_TYPES[claim_type]
    return RowValidator(claim_type, (*CLAIM_PROPERTIES, *declared.properties))


def repeated(properties: Properties) -> Iterator[tuple[str, str]]:
    """Find lists that name something twice: property and what it repeats."""
    for name, value in properties.items():
        if type(value) is list and len(value) > 1 and len(set(value)) < len(value):
            yield name, next(item for item in value if value.count(item) > 1)


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
            return f"is not a property of {kind}"
        case "literal_error":
            return f"is not one of {context['expected']}"
        case "string_pattern_mismatch":
            return INVALID_ID
        case "string_too_long":
            return f"is longer than {context['max_length']} characters"
        case "int_parsing_size":
            return BEYOND_64_BITS
        case "less_than_equal" if context["le"] == MOST:
            return BEYOND_64_BITS
        case "greater_than_equal" if context["ge"] == LEAST:
            return BEYOND_64_BITS
        case "finite_number":
            return "is not a finite number"
        case "value_error":
            return str(context["error"])
    return detail["msg"][:1].lower() + detail["msg"][1:]
