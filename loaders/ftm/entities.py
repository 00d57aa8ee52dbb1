"""Entities of a file: read line by line, checked by the followthemoney library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphdb.errors import InputRefusedError, Problem
from graphdb.validtime import parse_date
from loaders.records import Place
from loaders.sourcefiles import open_text

if TYPE_CHECKING:
    from followthemoney import EntityProxy

MISSING = (
    "reading or writing FollowTheMoney needs the library followthemoney, which is not installed; "
    "install proxygraph with it: pip install 'proxygraph[ftm]'"
)


class Entity(NamedTuple):
    """One entity with where it stands, and the datasets that it was collected from."""

    place: Place
    proxy: EntityProxy
    datasets: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id, as its publisher wrote it."""
        return str(self.proxy.id)

    @property
    def schema(self) -> str:
        """The name of its schema."""
        return str(self.proxy.schema.name)

    def values(self, *names: str) -> list[str]:
        """Give all values of some properties, each once, in their order."""
        found = (value for name in names for value in self.proxy.get(name, quiet=True))
        return list(dict.fromkeys(found))

    def first(self, *names: str) -> str:
        """Give the first value of the first of some properties that has one, else nothing."""
        return next(iter(self.values(*names)), "")

    def dates(self, *names: str) -> list[str]:
        """Give the dates of some properties, without time of day, earliest first."""
        return sorted({value[:10] for value in self.values(*names) if _is_date(value[:10])})

    def published(self) -> str:
        """Tell when the collection first had the entity, else when it was said to be changed."""
        context = self.proxy.context.get("first_seen")
        said = str(context[0] if isinstance(context, list) else context or "")[:10]
        dated = [said] if _is_date(said) else self.dates("modifiedAt", "retrievedAt")
        return next(iter(dated), "")


def read_entities(path: Path) -> Iterator[Entity | Problem]:
    """Read a file of JSON lines, plain or gzip.

    Raises
    ------
    InputRefusedError
        The library is missing; or the file is another one, in another encoding, or was cut off.
    """
    try:
        from followthemoney import model
        from followthemoney.exc import FollowTheMoneyException
    except ImportError as error:
        raise InputRefusedError(MISSING) from error
    wrong: Problem | None = None
    number = 0
    with open_text(path) as stream:
        for number, line in enumerate(stream, start=1):
            if wrong is not None:
                yield wrong
                wrong = None
            if not line.strip():
                continue
            place = Place(path.name, number)
            document = _document(line)
            if document is None:
                _check_first(place)
                wrong = Problem(*place, "", "is no JSON object", line[:60].strip())
                continue
            if "schema" not in document or "id" not in document:
                _check_first(place)
                yield Problem(*place, "schema", "is no entity: it lacks an id or a schema")
                continue
            try:
                proxy = model.get_proxy(document, cleaned=False)
            except FollowTheMoneyException as error:
                yield Problem(*place, "schema", f"is refused: {error}", str(document["schema"]))
                continue
            yield Entity(place, proxy, _datasets(document))
    if not number:
        raise InputRefusedError(f"{path.name} is empty; download it again")
    if wrong is not None:
        raise InputRefusedError(
            f"{path.name} ends within a line (line {wrong.line}): it was cut off; download it again"
        )


def _document(line: str) -> dict[str, object] | None:
    try:
        document = json.loads(line)
    except json.JSONDecodeError:
        return None
    return document if isinstance(document, dict) else None


def _datasets(document: dict[str, object]) -> tuple[str, ...]:
    said = document.get("datasets") or document.get("dataset")
    return tuple(str(name) for name in said) if isinstance(said, list) else (str(said or ""),)


def _check_first(place: Place) -> None:
    if place.line == 1:
        raise InputRefusedError(
            f"{place.source} is no file of FollowTheMoney entities, one JSON object with id, "
            "schema and properties a line; is it another format?"
        )


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
