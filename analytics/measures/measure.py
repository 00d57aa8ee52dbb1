"""What a measure of vertices is, and all that the program says about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.measures.view import View
    from analytics.network.sparse import Floats
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
