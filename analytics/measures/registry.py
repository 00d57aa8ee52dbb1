"""The measures of vertices by name: whatever lists, explains or documents them reads this.

A measure is one module of :mod:`analytics.measures.centralities` with a ``MEASURE`` (or, where
several come from one count, ``MEASURES``). Nothing heavy is imported until one is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from analytics.measures import centralities
from analytics.measures.measure import Measure
from graphdb.errors import UnknownNameError


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
