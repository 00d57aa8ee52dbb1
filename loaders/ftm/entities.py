"""Entities of a file: read line by line, checked by the followthemoney library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graphdb.errors import InputRefusedError, Problem
from graphdb.validtime import parse_date
from loaders.ftm.nesting import Document, unfolded
from loaders.records import LeftOut, Place
from loaders.sourcefiles import Tally, open_text

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
    raw: dict[str, list[str]]
    """Properties of which the library drops values: ids that are not in its form, and dates."""

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
        found = (
            value
            for name in names
            for value in self.raw.get(name) or self.proxy.get(name, quiet=True)
        )
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
        said = str(next(iter(context), "") if isinstance(context, list) else context or "")[:10]
        dated = [said] if _is_date(said) else self.dates("modifiedAt", "retrievedAt")
        return next(iter(dated), "")


def read_entities(path: Path, tally: Tally | None = None) -> Iterator[Entity | Problem | LeftOut]:
    """Read a file of JSON lines, plain or gzip; entities nested in others come last.

    ``tally`` counts the lines that are not empty.

    Raises
    ------
    InputRefusedError
        The library is missing; or the file is another one, in another encoding, or was cut off.
    """
    if find_spec("followthemoney") is None:
        raise InputRefusedError(MISSING)
    nested = _Nested()
    for place, document in _documents(path, tally or Tally()):
        if isinstance(document, Problem):
            yield document
            continue
        try:
            first, *others = unfolded(document)
            nested.add(place, others)
            proxy = _proxy(first)
        except ValueError as error:
            if "schema" not in document or "id" not in document:
                _check_first(place)
            yield Problem(*place, "schema", str(error), str(document.get("id", ""))[:60])
            continue
        nested.on_their_own.add(str(proxy.id))
        yield from _not_known(first, proxy)
        yield Entity(place, proxy, _datasets(first), _raw(first, proxy))
    yield from nested.entities()


def _documents(path: Path, tally: Tally) -> Iterator[tuple[Place, Document | Problem]]:
    """Read each line that is not empty as a JSON object."""
    cut: Problem | None = None
    number = 0
    with open_text(path, is_json=True) as stream:
        for number, line in enumerate(stream, start=1):
            if cut is not None:
                yield Place(cut.source, cut.line), cut
                cut = None
            if not line.strip():
                continue
            tally.rows += 1
            place = Place(path.name, number)
            try:
                document = json.loads(line)
            except json.JSONDecodeError:
                _check_first(place, line)
                cut = Problem(*place, "", "is not a JSON object", line[:60].strip())
                continue
            except RecursionError:
                yield place, Problem(*place, "", "is nested too deeply to be read")
                continue
            except ValueError:
                yield place, Problem(*place, "", "has a number with too many digits to be read")
                continue
            if isinstance(document, dict):
                yield place, document
            else:
                _check_first(place, line)
                yield place, Problem(*place, "", "is not a JSON object", line[:60].strip())
    if not tally.rows:
        raise InputRefusedError(f"{path.name} is empty; download it again")
    if cut is not None:
        raise InputRefusedError(
            f"{path.name} ends within a line (line {cut.line}): it was cut off; download it again"
        )


class _Nested:
    """Entities that stand within others: each once, with all that is said of it anywhere."""

    def __init__(self) -> None:
        self.on_their_own: set[str] = set()
        self._found: dict[str, Entity] = {}

    def add(self, place: Place, documents: list[Document]) -> None:
        """Take in what was nested in one entity."""
        for document in documents:
            proxy, number = _proxy(document), str(document["id"])
            before = self._found.get(number)
            if before is None:
                raw = _raw(document, proxy)
                self._found[number] = Entity(place, proxy, _datasets(document), raw)
            else:
                names = dict.fromkeys((*before.datasets, *_datasets(document)))
                raw = dict(before.raw)
                for name, values in _raw(document, proxy).items():
                    raw[name] = list(dict.fromkeys((*raw.get(name, ()), *values)))
                self._found[number] = Entity(
                    before.place, _merged(before.proxy, proxy), tuple(names), raw
                )

    def entities(self) -> Iterator[Entity]:
        """Give those that do not stand on a line of their own as well."""
        for number, entity in self._found.items():
            if number not in self.on_their_own:
                yield entity


def _proxy(document: Document) -> EntityProxy:
    from followthemoney import model
    from followthemoney.exc import FollowTheMoneyException

    try:
        return model.get_proxy(document, cleaned=False)
    except FollowTheMoneyException as error:
        raise ValueError(f"is refused: {error}") from error


def _merged(one: EntityProxy, other: EntityProxy) -> EntityProxy:
    from followthemoney.exc import FollowTheMoneyException

    try:
        return one.merge(other)
    except FollowTheMoneyException as error:
        raise ValueError(f"is nested twice, in ways that do not fit: {error}") from error


def _raw(document: Document, proxy: EntityProxy) -> dict[str, list[str]]:
    """Keep ids as they are written, which the library drops where they are not in its form.

    Of dates, those in other digits are kept beside what the library reads: to be refused.
    """
    kept: dict[str, list[str]] = {}
    for name, values in document["properties"].items():
        declared = proxy.schema.properties.get(name)
        texts = [value for value in values if isinstance(value, str) and value.strip()]
        if declared is not None and declared.type.name == "entity":
            kept[name] = texts
        other = [text for text in texts if not text.isascii()]
        if other and declared is not None and declared.type.name == "date":
            kept[name] = [*proxy.get(name), *other]
    return kept


def _not_known(document: Document, proxy: EntityProxy) -> Iterator[LeftOut]:
    for name in document["properties"]:
        if name not in proxy.schema.properties:
            yield LeftOut(f"property {name}, which no {proxy.schema.name} has", rows=0)


def _datasets(document: dict[str, object]) -> tuple[str, ...]:
    said = document.get("datasets") or document.get("dataset")
    return tuple(str(name) for name in said) if isinstance(said, list) else (str(said or ""),)


def _check_first(place: Place, line: str = "") -> None:
    if place.line != 1:
        return
    known = ""
    if line.lstrip().startswith("["):
        known = "it is one JSON array: write each entity on a line (jq -c '.[]')"
    elif line.strip() == "{":
        known = "it is JSON over several lines: write each entity on a line (jq -c .)"
    raise InputRefusedError(
        f"{place.source} is not a file of FollowTheMoney entities, one JSON object with id, "
        f"schema and properties a line; {known or 'is it another format?'}"
    )


def _is_date(text: str) -> bool:
    """Tell a date from other text; one in other digits is none, and is to be refused as a date."""
    if not text.isascii():
        return True
    try:
        parse_date(text)
    except ValueError:
        return False
    return True
