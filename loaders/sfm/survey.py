"""What must be known of a country's tables before their claims are made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from loaders.drafts import distinct_slugs, slug
from loaders.records import Place
from loaders.sfm import files
from loaders.sfm.cells import Cells, cited, dates, split_list
from loaders.sourcefiles import Row

_ACTING = "Acting "
COMMANDER = "commander"
DEPUTIES = ("deputy commander", "second-in-command")


@dataclass
class Unit:
    """An organization with all that its rows say of it."""

    place: Place
    key: str = ""
    aliases: dict[str, None] = field(default_factory=dict)
    classification: str = ""
    country: str = ""
    has_parent: bool = False


@dataclass
class Post:
    """A position, derived from a role in a unit, and the sources of its first posting.

    ``seen`` are the days on which any of its postings was cited, or began or ended.
    """

    place: Place
    key: str
    name: str
    unit: str
    role: str
    sources: list[str]
    credibility: str
    titles: dict[str, None] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


@dataclass
class Survey:
    """Units, posts and persons by name, and which sources and divisions are named."""

    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    persons: dict[str, tuple[Place, dict[str, None]]] = field(default_factory=dict)
    person_keys: dict[str, str] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)
    divisions: set[str] = field(default_factory=set)


def survey(path: Path) -> Survey:
    """Read the tables of units and persons once, for what later rows must know of earlier ones."""
    found = Survey()
    numbers: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for row in files.units(path):
        if isinstance(row, Row):
            _note_unit(found, row)
            if number := row.cells["o_id"].lower():
                numbers[row.cells[files.UNIT]].add(number)
                names[number].add(row.cells[files.UNIT])
    slugs = distinct_slugs(found.units)
    for name, unit in found.units.items():
        own = numbers[name]
        is_clear = len(own) == 1 and len(names[next(iter(own))]) == 1
        unit.key = next(iter(own)) if is_clear else slugs[name]
    for row in files.postings(path):
        if isinstance(row, Row):
            _note_posting(found, row)
    found.person_keys = distinct_slugs(found.persons)
    return found


def _note_unit(found: Survey, row: Row) -> None:
    cells = row.cells
    name = cells[files.UNIT]
    unit = found.units.setdefault(name, Unit(row.place))
    unit.aliases.update(dict.fromkeys(split_list(cells["Organization:other_names"])))
    unit.classification = unit.classification or cells["Organization:classification"]
    unit.country = unit.country or cells["Organization division_id"]
    unit.has_parent = unit.has_parent or bool(cells[files.PARENT])
    found.cited.update(cited(cells, files.UNIT_SOURCES))
    found.divisions.add(cells[files.DIVISION[1]])


def _note_posting(found: Survey, row: Row) -> None:
    cells = row.cells
    found.cited.update(cited(cells, files.PERSON_SOURCES))
    _, aliases = found.persons.setdefault(cells["Name"], (row.place, {}))
    aliases.update(dict.fromkeys(split_list(cells[files.PERSON_ALIASES])))
    role, unit = role_of(cells), found.units.get(cells["Organization"])
    if not role or unit is None:
        return
    post = found.posts.get((cells["Organization"], role))
    if post is None:
        post = Post(
            row.place,
            f"{unit.key}/{slug(role)}",
            f"{without_acting(cells[files.ROLE] or cells[files.TITLE])}, {cells['Organization']}",
            cells["Organization"],
            role,
            cited(cells, files.PERSON_SOURCES),
            cells["Confidence: Role"],
        )
        found.posts[cells["Organization"], role] = post
    post.seen.update(filter(None, dates(cells, files.POSTING_DATES).values()))
    if title := without_acting(cells[files.TITLE]):
        post.titles[f"{title}, {cells['Organization']}"] = None


def role_of(cells: Cells) -> str:
    """Tell the role of a posting, else its title, in lower case and without "acting"."""
    return without_acting(cells[files.ROLE] or cells[files.TITLE]).lower()


def is_acting(cells: Cells) -> bool:
    """Tell whether a posting is said to be an acting one."""
    return any(cells[name].startswith(_ACTING) for name in (files.ROLE, files.TITLE))


def without_acting(text: str) -> str:
    """Take "Acting" off a role or title."""
    return text.removeprefix(_ACTING).strip()
