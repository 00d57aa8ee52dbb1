"""Where the curated dataset lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

from graphdb.errors import ProxygraphError

NAME = "curated"
"""Under which name the curated dataset is loaded."""

RANK = 10
"""With which rank it speaks of names and dates."""


def curated_dataset() -> Path:
    """Find the folder of the curated dataset's tables.

    Raises
    ------
    ProxygraphError
        The installation lacks it.

    Examples
    --------
    >>> (curated_dataset() / "dataset.toml").is_file()
    True
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / "dataset.toml").is_file():
            return folder
    raise ProxygraphError(f"the curated dataset is missing beside {package}; install again")
