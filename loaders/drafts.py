"""Drafts of records, as loaders of publishers' files make them; what is known is not made again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from graphdb.model import RELATIONSHIP_TYPES, symmetric_ends
from loaders.record_builder import RecordBuilder
from loaders.records import (
    Key,
    Place,
    Properties,
    Result,
    Scanned,
    Unchanged,
    Value,
    hash_of,
    joined,
)

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
        Version of the loader; another one validates everything again.
    """

    def __init__(
        self,
        dataset: str,
        release: date | None,
        known: Mapping[bytes, Key],
        validator: str,
    ) -> None:
        self.dataset = dataset
        self._builder = RecordBuilder(dataset, release)
        self._known = known
        self._validator = validator

    def id(self, *parts: str) -> str:
        """Make an id of this dataset's own: ``ofac-sdn/10481``."""
        return "/".join((self.dataset, *parts))

    def has(self, node_id: str) -> bool:
        """Tell whether a node of that id was made."""
        return node_id in self._builder.labels

    def label(self, node_id: str) -> str | None:
        """Tell the label of a node that was made."""
        return self._builder.labels.get(node_id)

    def has_claim(self, key: str) -> bool:
        """Tell whether a claim of that key was made."""
        return self._builder.claim_id(key) in self._builder.claim_ids

    def node(self, place: Place, label: str, node_id: str, **said: Said) -> Iterator[Result]:
        """Make the record of a node; ``None`` and empty values are left out."""
        given = _given(said)
        raw = hash_of(self._validator, label, node_id, _text(given))
        known = self._known.get(raw)
        if known == Key("node", label, node_id) and not self.has(node_id):
            self._builder.remember(node_id, label, given)
            yield Unchanged(known)
            return
        made = self._builder.node(place, label, node_id, given)
        yield from made if isinstance(made, list) else [Scanned(raw, made)]

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
        builder = self._builder
        wrong = list(builder.reference_problems(place, claim_type, key, ends, given))
        if wrong:
            yield from wrong
            return
        cited = [builder.witnesses[source] for source in sources]
        labels = [builder.labels[end] for end in ends]
        context = repr((self.dataset, builder.release, labels, cited))
        raw = hash_of(self._validator, claim_type, key, *ends, _text(given), context)
        known, full_id = self._known.get(raw), builder.claim_id(key)
        if known == Key("claim", claim_type, full_id) and full_id not in builder.claim_ids:
            builder.claim_ids.add(full_id)
            yield Unchanged(known)
            return
        made = builder.claim(place, claim_type, key, ends, given)
        yield from made if isinstance(made, list) else [Scanned(raw, made)]


def claim_key(claim_type: str, start: str, end: str, *said: str) -> str:
    """Make the key of a claim for which the publisher has none, from what tells it apart."""
    first, second = symmetric_ends(RELATIONSHIP_TYPES[claim_type], start, end)
    words = joined((claim_type, first, second, *said))
    return blake2b(words.encode(), digest_size=10).hexdigest()


def own_key(number: str) -> str:
    """Take a publisher's own id as a part of ours, as it is where ours can hold it.

    No two ids of a publisher become one: what is not taken as it is gets a hash behind it, and so
    does what already ends as if it had one.

    Examples
    --------
    >>> own_key("ofac-6d02"), own_key("NK-2T")
    ('ofac-6d02', 'nk-2t-211e3303')
    >>> len({own_key(number) for number in ("p1", "P1", "o-1", "o 1", "p1-b2a9c64e")})
    5
    """
    if _KEY.match(number) and len(number) <= _LONGEST_KEY and not _HASHED.match(number):
        return number
    return _with_hash(_plain(number), number)


_KEY = re.compile(r"[a-z0-9][a-z0-9.\-]*\Z")
_HASHED = re.compile(r"(?:.*-)?[0-9a-f]{8}\Z")
_LONGEST_KEY = 80


def distinct_slugs(texts: Iterable[str]) -> dict[str, str]:
    """Make a slug of each of some texts; those that would share one get a hash behind it.

    Examples
    --------
    >>> made = distinct_slugs(["Abu Ali", "ABU ALI", "Abu Bakr"])
    >>> made["Abu Bakr"], made["Abu Ali"] == made["ABU ALI"]
    ('abu-bakr', False)
    """
    made = {text: slug(text) for text in texts}
    counts = Counter(made.values())
    return {text: _with_hash(one, text) if counts[one] > 1 else one for text, one in made.items()}


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
    made = _plain(text)
    return made if made.replace("-", " ") == text.lower() else _with_hash(made, text)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY]


def _with_hash(made: str, text: str) -> str:
    """Put a hash behind what is left of a text, so that no other text becomes the same."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{made}-{digest}".lstrip("-")


def _given(said: Mapping[str, Said]) -> Properties:
    return {
        name: value for name, value in said.items() if value is not None and value not in ("", [])
    }


def _text(properties: Properties) -> str:
    return repr(sorted(properties.items()))
