"""A limit on memory, so that what would take all of it fails in the test instead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

SPACE = 8 << 30
"""Bytes of address space that suffice for any test in this process."""


@contextmanager
def limited(space: int = SPACE) -> Iterator[None]:
    """Let this process, and those that it starts, have so much memory and no more."""
    try:
        import resource
    except ImportError:  # Windows has no such limit.
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (space, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
