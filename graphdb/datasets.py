"""Refuses questions about datasets that are not loaded, rather than answer them emptily."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from graphdb.errors import UnknownNameError

_SHOWN = 10


def refuse_unknown(wanted: Iterable[str], loaded: Iterable[str]) -> None:
    """Raise an error where a dataset is not among those that are loaded.

    Raises
    ------
    UnknownNameError
        The message names those near it, or else all that there are.

    Examples
    --------
    >>> refuse_unknown(["curatd"], ["curated", "ofac"])
    Traceback (most recent call last):
      ...
    graphdb.errors.UnknownNameError: no dataset named 'curatd' is loaded; near it: curated
    """
    known = sorted(loaded)
    for name in wanted:
        if name in known:
            continue
        near = get_close_matches(name.lower(), {one.lower(): one for one in known}, n=3, cutoff=0.5)
        close = [one for one in known if one.lower() in near]
        if close:
            hint = f"near it: {', '.join(close)}"
        elif known:
            more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
            hint = f"loaded are: {', '.join(known[:_SHOWN])}{more}"
        else:
            hint = "none is: load one with `proxygraph load`"
        raise UnknownNameError(f"no dataset named {name!r} is loaded; {hint}")
