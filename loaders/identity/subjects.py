"""What matching knows of a record: its names, and the context that a name alone cannot give."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from loaders.identity.spelling import Word, words

_BRACKETED = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<within>[^()]+)\)\s*$")


@dataclass(frozen=True)
class Name:
    """A name as written and as words; ``main`` where the record goes by it."""

    text: str
    words: tuple[Word, ...]
    main: bool

    @cached_property
    def joined(self) -> str:
        """All its words as one."""
        return "".join(word.sound for word in self.words)

    @cached_property
    def joined_bones(self) -> frozenset[str]:
        """The consonants of all its words as one, in each way of reading them."""
        usual = [word.bones for word in self.words]
        persian = [word.persian or word.bones for word in self.words]
        return frozenset(
            first + "".join(one.removeprefix("a") for one in rest)
            for first, *rest in (usual, persian)
        )

    @cached_property
    def bones(self) -> frozenset[str]:
        """The consonants of its words, in each way of reading them."""
        return frozenset(
            bones for word in self.words for bones in (word.bones, word.persian) if bones
        )


@dataclass(frozen=True)
class Subject:
    """One dataset's record of somebody or something, as matching sees it.

    Parameters
    ----------
    dataset, id, label
        Whose record it is; only records of one label and of two datasets are ever matched.
    name, aliases
        As the dataset writes them. ``X (Y)`` counts as both X and Y.
    countries
        ISO 3166-1 alpha-3 codes; none where the dataset does not say.
    born
        Years of birth, several where the dataset gives a span or alternatives.
    neighbours
        Ids, in any dataset, of what its claims tie it to.
    """

    dataset: str
    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    born: frozenset[int] = frozenset()
    kind: str = ""
    neighbours: frozenset[str] = field(default=frozenset())

    @property
    def is_person(self) -> bool:
        """Whether it is a human being."""
        return self.label == "Person"

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """All its names, the main ones first, each spelling once."""
        found: dict[tuple[Word, ...], Name] = {}
        for text in main_names(self.name):
            self._add(found, text, main=True)
        for text in self.aliases:
            self._add(found, text, main=False)
        return tuple(found.values())

    def _add(self, found: dict[tuple[Word, ...], Name], text: str, *, main: bool) -> None:
        if self.label == "State":
            text = text.removeprefix("Government of ")
        parts = words(text, person=self.is_person)
        if parts:
            found.setdefault(parts, Name(text, parts, main))


def main_names(name: str) -> tuple[str, ...]:
    """Read ``Houthis (Ansar Allah)`` as two names; a bracketed place or remark is none.

    >>> main_names("Houthis (Ansar Allah)")
    ('Houthis', 'Ansar Allah')
    >>> main_names("PMF 45th Brigade")
    ('PMF 45th Brigade',)
    """
    bracketed = _BRACKETED.match(name)
    if bracketed is None:
        return (name,)
    if any(letter.isdigit() for letter in bracketed["before"]):
        return (name,)
    return (bracketed["before"], bracketed["within"])
