"""The one way from what a loader has read to records, with every check for every source.

A loader says what a row means: a node or a claim, its id, its ends and properties. Whether that
can be so is asked here: ids, references, types, dates that contradict one another, duplicates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from pydantic import ValidationError

from graphdb.errors import Problem
from graphdb.model import CLAIM_PROPERTIES, RELATIONSHIP_TYPES
from loaders.claims import Witness, claim_record, witness
from loaders.contradictions import claim_problems, node_problems
from loaders.records import ClaimRecord, NodeRecord, Place, Properties, Value
from loaders.rows import (
    ID_PATTERN,
    INVALID_ID,
    LONGEST_ID,
    TOO_LONG_ID,
    RowValidator,
    claim_validator,
    node_validator,
    problems_of,
    repeated,
    split_cell,
)

Said = Mapping[str, Value]
"""Properties as a loader gives them: a list may come as one text, its items between semicolons."""

REFERENCES = tuple(
    dict.fromkeys(
        declared.name
        for group in (CLAIM_PROPERTIES, *(rel.properties for rel in RELATIONSHIP_TYPES.values()))
        for declared in group
        if declared.kind in ("id", "ids")
    )
)
"""Properties of claims that name nodes."""

_ID = re.compile(ID_PATTERN)
_UNPAIRED = re.compile("[\ud800-\udfff]")
_DUPLICATE = "duplicate id: an earlier row has it already"


class RecordBuilder:
    """Makes records of nodes and claims, and remembers what later claims may name.

    Nodes come before the claims that name them.

    Parameters
    ----------
    dataset
        Name under which the rows are loaded.
    release
        When the dataset was published: the date of what undated sources say.
    """

    def __init__(self, dataset: str, release: date | None) -> None:
        self.dataset = dataset
        self.release = release
        self.labels: dict[str, str] = {}
        self.witnesses: dict[str, Witness] = {}
        self.claim_ids: set[str] = set()
        self.rejected: set[str] = set()

    def node(
        self,
        place: Place,
        label: str,
        node_id: str,
        said: Said,
        naming: Collection[str] = (),
    ) -> NodeRecord | list[Problem]:
        """Make the record of a node, or say all that is wrong with it.

        ``naming`` are keys of ``said`` that name the row and are not properties of it.
        """
        wrong = [*self.node_id_problems(place, node_id), *_unstorable(place, said)]
        if not wrong:
            properties = _typed(place, label, node_validator(label), said, naming, wrong)
            wrong += [Problem(*place, *one) for one in node_problems(properties)]
        if wrong:
            self.rejected.add(node_id)
            return wrong
        self.remember(node_id, label, said)
        return NodeRecord(node_id, label, properties)

    def remember(self, node_id: str, label: str, said: Mapping[str, object]) -> None:
        """Take in that a node is there, which claims may name from now on."""
        self.labels[node_id] = label
        if label == "Source":
            self.witnesses[node_id] = witness(node_id, said)

    def claim_id(self, key: str) -> str:
        """Give the full id of a claim whose key is unique within the dataset."""
        return f"{self.dataset}/{key}"

    def claim(
        self,
        place: Place,
        claim_type: str,
        key: str,
        ends: tuple[str, str],
        said: Said,
        naming: Collection[str] = (),
        duplicate: str = _DUPLICATE,
    ) -> ClaimRecord | list[Problem]:
        """Make the record of a claim of which :meth:`reference_problems` found nothing wrong.

        ``duplicate`` is the rule that a second claim of that key breaks.
        """
        full_id = self.claim_id(key)
        if full_id in self.claim_ids:
            return [Problem(*place, "id", duplicate, key)]
        self.claim_ids.add(full_id)
        wrong: list[Problem] = []
        validator = claim_validator(claim_type)
        properties = _typed(place, claim_type, validator, said, naming, wrong)
        wrong += [Problem(*place, *one) for one in claim_problems(properties)]
        if wrong:
            return wrong
        cited = [self.witnesses[source] for source in _items(properties["sources"])]
        try:
            return claim_record(
                self.dataset, self.release, key, claim_type, ends, properties, cited
            )
        except ValueError as error:
            return [Problem(*place, "sources", str(error), "; ".join(_items(said["sources"])))]

    def reference_problems(
        self, place: Place, claim_type: str, key: str | None, ends: tuple[str, str], said: Said
    ) -> Iterator[Problem]:
        """Find what a claim names and is not there, or is nothing that it can name.

        ``key`` is ``None`` where the claim is to get a key made from what it says.
        """
        yield from _unstorable(place, said)
        declared = RELATIONSHIP_TYPES.get(claim_type)
        if declared is None:
            yield Problem(*place, "type", "unknown claim type", claim_type)
            return
        allowed = (declared.starts, declared.ends)
        for column, end, labels in zip(("start", "end"), ends, allowed, strict=True):
            label = self.labels.get(end)
            if label is None:
                yield Problem(*place, column, self._missing(end), end)
            elif label not in labels:
                rule = f"is a {label}, but {declared.name} needs {' or '.join(labels)}"
                yield Problem(*place, column, rule, end)
        if ends[0] and ends[0] == ends[1]:
            yield Problem(*place, "end", "is the same as the start", ends[1])
        if key is not None and (wrong := id_rule(key)):
            yield Problem(*place, "id", wrong, key)
        for column in REFERENCES:
            if column in said:
                yield from self._named_problems(place, column, _items(said[column]))

    def _named_problems(self, place: Place, column: str, names: Sequence[str]) -> Iterator[Problem]:
        for name in names:
            if name not in self.labels:
                yield Problem(*place, column, self._missing(name), name)
            elif column == "sources" and name not in self.witnesses:
                rule = f"is a {self.labels[name]}, not a Source"
                yield Problem(*place, column, rule, name)

    def node_id_problems(self, place: Place, node_id: str) -> Iterator[Problem]:
        """Find what is wrong with the id of a new node."""
        if wrong := id_rule(node_id):
            yield Problem(*place, "id", wrong, node_id)
        elif node_id in self.labels:
            yield Problem(*place, "id", _DUPLICATE, node_id)

    def _missing(self, name: str) -> str:
        if not name:
            return "is required"
        return (
            "refers to a row that was rejected"
            if name in self.rejected
            else "is not in any table of this dataset"
        )


def id_rule(text: str) -> str:
    """Say which rule an id breaks; empty where it is valid.

    Examples
    --------
    >>> id_rule("person/qasem-soleimani"), id_rule("Person A")
    ('', 'invalid id: use lower-case letters, digits, dots and dashes, with slashes between parts')
    """
    if not text:
        return "is required"
    if not _ID.match(text) or text.endswith("\n"):
        return INVALID_ID
    return TOO_LONG_ID if len(text) > LONGEST_ID else ""


def _typed(
    place: Place,
    kind: str,
    validator: RowValidator,
    said: Said,
    naming: Collection[str],
    wrong: list[Problem],
) -> Properties:
    try:
        properties = validator(said, naming)
    except ValidationError as error:
        wrong += problems_of(error, place.source, place.line, kind)
        return {}
    wrong += [
        Problem(*place, name, "lists the same item twice", item)
        for name, item in repeated(properties)
    ]
    return properties


def _unstorable(place: Place, said: Said) -> Iterator[Problem]:
    """Find texts that no store can hold: of binary files, and halves of letters out of JSON."""
    texts = [value if isinstance(value, str) else "".join(_items(value)) for value in said.values()]
    joined = "".join(texts)
    if "\0" not in joined and (joined.isascii() or not _UNPAIRED.search(joined)):
        return
    for name, text in zip(said, texts, strict=True):
        if "\0" in text:
            yield Problem(*place, name, "contains a NUL character, as a binary file would")
        elif _UNPAIRED.search(text):
            yield Problem(*place, name, "contains half a character (an unpaired surrogate)")


def _items(value: Value) -> list[str]:
    if isinstance(value, list):
        return value
    return split_cell(value) if isinstance(value, str) else []
