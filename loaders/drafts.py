"""From what a loader has read to validated records: the last step of every source's chain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from pydantic import ValidationError

from graphdb.errors import Problem
from graphdb.model import RELATIONSHIP_TYPES, symmetric_ends
from loaders.claims import Witness, claim_problems, claim_record, witness
from loaders.records import Key, NodeRecord, Properties, Result, Scanned, Unchanged, Value, hash_of
from loaders.rows import claim_validator, node_validator, problems_of, repeated
from loaders.sourcefiles import Place

Said = Value | None


class Drafts:
    """Turns drafts of nodes and claims into records, and remembers what claims may name.

    Nodes come before the claims that name them. What was validated in the same words before
    comes back as unchanged.

    Parameters
    ----------
    dataset
        Name under which the rows are loaded.
    release
        When the dataset was published: the date of what undated sources say.
    known
        Raw hash → key of what was validated before.
    validator
        Name and version of the loader; another one validates everything again.
    """

    def __init__(
        self,
        dataset: str,
        release: date | None,
        known: Mapping[bytes, Key],
        validator: str,
    ) -> None:
        self.dataset = dataset
        self._release = release
        self._known = known
        self._validator = validator
        self._labels: dict[str, str] = {}
        self._witnesses: dict[str, Witness] = {}
        self._claims: set[str] = set()

    def id(self, *parts: str) -> str:
        """Make an id of this dataset's own: ``ofac-sdn/10481``."""
        return "/".join((self.dataset, *parts))

    def has(self, node_id: str) -> bool:
        """Tell whether a node of that id was made."""
        return node_id in self._labels

    def label(self, node_id: str) -> str | None:
        """Tell the label of a node that was made."""
        return self._labels.get(node_id)

    def has_claim(self, key: str) -> bool:
        """Tell whether a claim of that key was made."""
        return key in self._claims

    def node(self, place: Place, label: str, node_id: str, **said: Said) -> Iterator[Result]:
        """Make the record of a node; ``None`` and empty values are left out."""
        given = _given(said)
        if node_id in self._labels:
            yield Problem(*place, "id", "stands in an earlier row already", node_id)
            return
        raw = hash_of(self._validator, label, node_id, _text(given))
        known = self._known.get(raw)
        if known is not None and known == Key("node", label, node_id):
            self._remember(label, node_id, given)
            yield Unchanged(known)
            return
        try:
            typed = node_validator(label)(given)
        except ValidationError as error:
            yield from problems_of(error, place.source, place.line, label)
            return
        self._remember(label, node_id, typed)
        yield Scanned(raw, NodeRecord(node_id, label, typed))

    def claim(
        self,
        place: Place,
        claim_type: str,
        key: str,
        ends: tuple[str, str],
        sources: Sequence[str],
        **said: Said,
    ) -> Iterator[Result]:
        """Make the record of a claim; ``key`` is unique within the dataset."""
        given = _given({"sources": list(sources), **said})
        wrong = [*self._end_problems(place, claim_type, ends), *self._cited(place, sources)]
        if key in self._claims:
            wrong.append(Problem(*place, "id", "stands in an earlier row already", key))
        if wrong:
            yield from wrong
            return
        cited = [self._witnesses[source] for source in sources]
        labels = [self._labels[end] for end in ends]
        context = repr((self.dataset, self._release, labels, cited))
        raw = hash_of(self._validator, claim_type, key, *ends, _text(given), context)
        known = self._known.get(raw)
        if known is not None and known == Key("claim", claim_type, f"{self.dataset}/{key}"):
            self._claims.add(key)
            yield Unchanged(known)
            return
        yield from self._new_claim(place, claim_type, key, ends, given, cited, raw)

    def _new_claim(
        self,
        place: Place,
        claim_type: str,
        key: str,
        ends: tuple[str, str],
        given: Properties,
        cited: Sequence[Witness],
        raw: bytes,
    ) -> Iterator[Result]:
        try:
            typed = claim_validator(claim_type)(given)
        except ValidationError as error:
            yield from problems_of(error, place.source, place.line, claim_type)
            return
        wrong = [Problem(*place, *problem) for problem in claim_problems(typed)]
        wrong += [Problem(*place, name, "names it twice", item) for name, item in repeated(typed)]
        if wrong:
            yield from wrong
            return
        try:
            record = claim_record(self.dataset, self._release, key, claim_type, ends, typed, cited)
        except ValueError as error:
            yield Problem(*place, "sources", str(error))
            return
        self._claims.add(key)
        yield Scanned(raw, record)

    def _remember(self, label: str, node_id: str, properties: Mapping[str, object]) -> None:
        self._labels[node_id] = label
        if label == "Source":
            self._witnesses[node_id] = witness(node_id, properties)

    def _end_problems(
        self, place: Place, claim_type: str, ends: tuple[str, str]
    ) -> Iterator[Problem]:
        declared = RELATIONSHIP_TYPES[claim_type]
        allowed = (declared.starts, declared.ends)
        for column, end, labels in zip(("start", "end"), ends, allowed, strict=True):
            label = self._labels.get(end)
            if label is None:
                yield Problem(*place, column, "is nowhere in these files", end)
            elif label not in labels:
                rule = f"is a {label}, but {claim_type} wants {' or '.join(labels)}"
                yield Problem(*place, column, rule, end)
        if ends[0] == ends[1]:
            yield Problem(*place, "end", "is the same as the start", ends[1])

    def _cited(self, place: Place, sources: Sequence[str]) -> Iterator[Problem]:
        for source in sources:
            if source not in self._witnesses:
                yield Problem(*place, "sources", "is nowhere in these files", source)


def claim_key(claim_type: str, start: str, end: str, *said: str) -> str:
    """Make the key of a claim for which the publisher has none, from what tells it apart."""
    first, second = symmetric_ends(RELATIONSHIP_TYPES[claim_type], start, end)
    words = "\x1f".join((claim_type, first, second, *said))
    return blake2b(words.encode(), digest_size=10).hexdigest()


def own_key(number: str) -> str:
    """Take a publisher's own id as a part of ours, as it is where ours can hold it.

    Examples
    --------
    >>> own_key("ofac-6d02"), own_key("NK-2T")
    ('ofac-6d02', 'nk-2t-211e3303')
    """
    return number if _KEY.match(number) else slug(number)


_KEY = re.compile(r"[a-z0-9][a-z0-9.\-]*\Z")


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Make a part of an id out of a name; what a slug cannot hold goes into a hash behind it.

    Examples
    --------
    >>> slug("Tukur Yusufu Buratai")
    'tukur-yusufu-buratai'
    >>> slug("1 Division") != slug("1-Division")
    True
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
    if made.replace("-", " ") == text.lower():
        return made
    return f"{made}-{blake2b(text.encode(), digest_size=4).hexdigest()}".lstrip("-")


def _given(said: Mapping[str, Said]) -> Properties:
    return {
        name: value for name, value in said.items() if value is not None and value not in ("", [])
    }


def _text(properties: Properties) -> str:
    return repr(sorted(properties.items()))
