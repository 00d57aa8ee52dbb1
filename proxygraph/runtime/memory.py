"""How much memory the server gets on this machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from graphdb.environment import environment as gathered
from graphdb.errors import NoServerError

MIB = 1 << 20
GIB = 1 << 30
HEAP_RANGE = (1 * GIB, 8 * GIB)
PAGE_CACHE_RANGE = (256 * MIB, 4 * GIB)
CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")


@dataclass(frozen=True)
class Memory:
    """Sizes as Java and Neo4j write them, such as ``2048m``."""

    heap: str
    page_cache: str


def server_memory(environment: Mapping[str, str] | None = None) -> Memory:
    """Give a quarter of the machine to the heap (1 to 8 GiB), an eighth for the page cache.

    ``PROXYGRAPH_HEAP`` and ``PROXYGRAPH_PAGECACHE`` (``512m``, ``4g``) override them.

    Raises
    ------
    NoServerError
        One of the two is not a size.

    Examples
    --------
    >>> server_memory({"PROXYGRAPH_HEAP": "2g", "PROXYGRAPH_PAGECACHE": "512m"})
    Memory(heap='2g', page_cache='512m')
    """
    env = gathered() if environment is None else environment
    total = usable_memory()
    return Memory(
        heap=_named(env, "PROXYGRAPH_HEAP") or _share(total // 4, HEAP_RANGE),
        page_cache=_named(env, "PROXYGRAPH_PAGECACHE") or _share(total // 8, PAGE_CACHE_RANGE),
    )


def parse_size(text: str) -> int:
    """Turn a size such as ``512m`` into bytes.

    >>> parse_size("512m") == 512 * MIB
    True
    """
    return int(text[:-1]) * {"k": 1 << 10, "m": MIB, "g": GIB}[text[-1]]


def usable_memory(container_limit: Path = CONTAINER_LIMIT) -> int:
    """Bytes that this machine has, or its container where that is less."""
    import psutil

    total: int = psutil.virtual_memory().total
    try:
        limit = container_limit.read_text(encoding="ascii").strip()
    except OSError:
        return total
    return min(total, int(limit)) if limit.isdigit() else total


def _share(wanted: int, limits: tuple[int, int]) -> str:
    low, high = limits
    return f"{min(max(wanted, low), high) // MIB}m"


def _named(env: Mapping[str, str], name: str) -> str | None:
    value = env.get(name, "").strip().lower()
    if not value:
        return None
    if not re.fullmatch(r"[1-9][0-9]*[kmg]", value):
        raise NoServerError(f"{name}={value} is not a size: write for example 512m or 4g")
    return value
