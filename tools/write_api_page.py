"""Write docs/api.md from what ``import proxygraph`` offers; run it after a change of that."""

from __future__ import annotations

import inspect
from pathlib import Path

import proxygraph

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"


def page() -> str:
    """Make the page: every name, with its docstring where the site is built."""
    listed = "\n".join(_directive(name) for name in sorted(proxygraph.__all__))
    return (
        "# Programming interface\n\nWhat `import proxygraph as pg` offers, by name.\n\n"
        f"```{{eval-rst}}\n{listed}\n```\n"
    )


def _directive(name: str) -> str:
    found = getattr(proxygraph, name)
    kind = "autoclass" if inspect.isclass(found) else "autofunction"
    members = "\n   :members:" if kind == "autoclass" else ""
    return f".. {kind}:: {found.__module__}.{found.__qualname__}{members}"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
