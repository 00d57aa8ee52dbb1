"""Write the table of measures in docs/measures.md from the registry; run after its changes."""

from __future__ import annotations

from pathlib import Path

from analytics.measures.measure import Measure
from analytics.measures.registry import measures

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measures.md"
BEGIN, END = "<!-- measures: written by tools.write_measures -->", "<!-- end of measures -->"


def table() -> str:
    """Make the table: a row a measure."""
    rows = [_row(one) for one in measures().values()]
    head = "| measure | definition | source | engines |\n|---|---|---|---|\n"
    return head + "\n".join(rows)


def _row(one: Measure) -> str:
    engines = "both" if one.by_gds else "local"
    definition = one.description.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")
    definition = definition.replace("^2", "²")
    return f"| `{one.name}` | {definition} | {one.source} | {engines} |"


def page() -> str:
    """Put the table into the page, in the place of the one that it has."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
