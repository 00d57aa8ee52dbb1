"""Keeps one section of the report that cannot be made from costing the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from graphdb.errors import GraphMovedError, NewerGraphError, NoServerError, ProxygraphError

T = TypeVar("T")

WHOLE = (GraphMovedError, NewerGraphError, NoServerError)
"""Errors that concern every section alike, and end the report."""


@dataclass
class Sections:
    """Makes the sections of a page, and notes which could not be made and why.

    Examples
    --------
    >>> from graphdb.errors import InputRefusedError
    >>> def refused() -> int:
    ...     raise InputRefusedError("nobody is on record")
    >>> sections = Sections()
    >>> sections.make("clients", refused, 0), sections.missing
    (0, {'clients': 'nobody is on record'})
    """

    missing: dict[str, str] = field(default_factory=dict)

    def make(self, name: str, work: Callable[[], T], instead: T, *, asked: bool = False) -> T:
        """Make a section; where that fails, note why and give ``instead``.

        Parameters
        ----------
        asked
            The reader asked for it by name, so that its error is the answer and is raised.
        """
        try:
            return work()
        except WHOLE:
            raise
        except ProxygraphError as error:
            if asked:
                raise
            self.missing[name] = str(error)
            return instead
