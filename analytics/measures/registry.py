"""The measures of vertices by name: whatever lists, explains or documents them reads this.

A measure is one module of :mod:`analytics.measures.centralities` with a ``MEASURE`` (or, where
several come from one count, ``MEASURES``). Nothing heavy is imported until one is computed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from analytics.measures import centralities
from graphdb.errors import UnknownNameError

if TYPE_CHECKING:
    from analytics.measures.mesh import Floats
    from analytics.measures.view import View
    from graphdb.connection import Graph


@dataclass(frozen=True)
class Measure:
    """A measure of every vertex, and all that the program says and asks about it.

    Parameters
    ----------
    name
        As the command line and documents write it: words joined by hyphens.
    description
        Formula, range and conventions, in a line.
    source
        Author and year of the definition.
    compute
        From a network to shape (size,), NaN where it is not defined.
    short
        Heading of its column, where ``name`` is too long for one.
    by_gds
        The same by Graph Data Science, from the name of a projection to the score of every id;
        ``None``: this process computes it with either engine.
    estimate
        Statement that asks Graph Data Science what memory it takes.
    low_first
        Less is more: the lowest ranks first.
    whole
        Scores are whole numbers.
    along_arcs
        It follows the direction of command; others take ties for undirected.
    all_pairs
        It goes through all pairs of vertices.
    needs_groups
        It needs to know the groups of vertices, so that ties alone don't explain it.
    wide
        A vertex's score hangs on ties that no path joins with it.
    """

    name: str
    description: str
    source: str
    compute: Callable[[View], Floats]
    short: str = ""
    by_gds: Callable[[Graph, str, View], Mapping[str, float]] | None = None
    estimate: str | None = None
    low_first: bool = False
    whole: bool = False
    along_arcs: bool = False
    all_pairs: bool = False
    needs_groups: bool = False
    wide: bool = False

    @property
    def heading(self) -> str:
        """Heading of its column."""
        return self.short or self.name

    @property
    def meaning(self) -> str:
        """Source and definition in a line."""
        return f"{self.source}: {self.description}" if self.source else self.description


def measures() -> Mapping[str, Measure]:
    """Give every measure by name.

    Examples
    --------
    >>> measures()["degree"].whole
    False
    """
    return _registered()


def measure(name: str) -> Measure:
    """Find a measure.

    Raises
    ------
    UnknownNameError
        No measure has that name; the message lists those that exist.
    """
    known = measures()
    if name not in known:
        raise UnknownNameError(f"no measure is named {name!r}; there are: {', '.join(known)}")
    return known[name]


def explained() -> tuple[str, ...]:
    """Name the measures that need nothing but the ties, so that the ties explain them."""
    return tuple(one.name for one in measures().values() if not one.needs_groups)


@contextmanager
def registered(new: Measure) -> Iterator[None]:
    """Add a measure for a while, as a notebook or a test does."""
    known = _registered()
    if new.name in known:
        raise UnknownNameError(f"a measure named {new.name!r} exists already")
    known[new.name] = new
    try:
        yield
    finally:
        del known[new.name]


@cache
def _registered() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for module in iter_modules(centralities.__path__):
        loaded = import_module(f"{centralities.__name__}.{module.name}")
        several = getattr(loaded, "MEASURES", None) or (loaded.MEASURE,)
        found |= {one.name: one for one in several}
    return found
