"""Write the table and the drawing of docs/architecture.md from the imports; run after a move.

Rooms are packages of the first two levels. An arrow goes from who imports to what is imported;
the drawing leaves out arrows that follow from others.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

import grimp
import rustworkx as rx

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "architecture.md"
DRAWING = ROOT / "docs" / "pictures" / "rooms.svg"
PACKAGES = ("proxygraph", "analytics", "loaders", "graphdb", "cypher")
BEGIN, END = "<!-- rooms: written by tools.write_architecture -->", "<!-- end of rooms -->"
COLOURS = {
    "proxygraph": "#cfe3f5",
    "analytics": "#d7efe2",
    "loaders": "#fbe6c8",
    "graphdb": "#eadcf0",
    "cypher": "#e4e4e4",
}
_WIDTH, _HEIGHT, _GAP, _RISE = 150, 34, 14, 66

Arrows = Mapping[str, frozenset[str]]


def rooms() -> tuple[str, ...]:
    """List the rooms in the order of the packages."""
    modules = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    named = (room_of(".".join(one.relative_to(ROOT).with_suffix("").parts)) for one in modules)
    return tuple(dict.fromkeys(named))


def room_of(module: str) -> str:
    """Name the room of a module: its package of the second level, else of the first.

    >>> room_of("analytics.claims.reading"), room_of("analytics.scope"), room_of("graphdb.model")
    ('analytics.claims', 'analytics.scope', 'graphdb')
    """
    parts = module.split(".")
    inner = ".".join(parts[:2])
    if inner == "analytics.scope":
        return inner
    is_package = (ROOT / Path(*parts[:2]) / "__init__.py").is_file()
    return inner if len(parts) > 1 and is_package else parts[0]


@cache
def arrows() -> Arrows:
    """Find which rooms each imports from."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    found: dict[str, set[str]] = {room: set() for room in rooms()}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            one, other = room_of(module), room_of(imported)
            if one != other:
                found[one].add(other)
    return {room: frozenset(others) for room, others in found.items()}


def table() -> str:
    """Make the table: a row a room, with what it is for and what it imports from."""
    towards = arrows()
    head = "| room | what it is for | imports from |\n|---|---|---|\n"
    rows = []
    for room in towards:
        others = ", ".join(f"`{other}`" for other in sorted(towards[room])) or "nothing"
        rows.append(f"| `{room}` | {_purpose(room)} | {others} |")
    return head + "\n".join(rows)


def _purpose(room: str) -> str:
    path = ROOT / Path(*room.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    return said.split("\n")[0].replace("|", "\\|")


def page() -> str:
    """Put the table into the page, in the place of the one that it has."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def drawing() -> str:
    """Draw the rooms, who imports above what is imported."""
    towards = {room: others for room, others in arrows().items() if others or _is_used(room)}
    names = list(towards)
    graph: rx.PyDiGraph[str, None] = rx.PyDiGraph()
    graph.add_nodes_from(names)
    edges = {(one, other) for one in names for other in towards[one]}
    whole = rx.PyDiGraph()
    whole.add_nodes_from(names)
    whole.add_edges_from([(names.index(a), names.index(b), None) for a, b in sorted(edges)])
    group = {
        names[place]: number
        for number, part in enumerate(rx.strongly_connected_components(whole))
        for place in part
    }
    straight = sorted((a, b) for a, b in edges if group[a] != group[b])
    graph.add_edges_from([(names.index(a), names.index(b), None) for a, b in straight])
    reduced, _ = rx.transitive_reduction(graph)
    shown = [(names[a], names[b]) for a, b in reduced.edge_list()]
    places = _places(names, straight)
    return _svg(places, shown, sorted(edges - set(straight)))


def _is_used(room: str) -> bool:
    return any(room in others for others in arrows().values())


def _places(names: list[str], straight: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Give each room a row below all that import it, and a column."""
    row = dict.fromkeys(names, 0)
    for _ in names:
        for above, below in straight:
            row[below] = max(row[below], row[above] + 1)
    columns: dict[int, int] = defaultdict(int)
    places = {}
    for name in names:
        places[name] = (columns[row[name]], row[name])
        columns[row[name]] += 1
    return places


def _svg(
    places: Mapping[str, tuple[int, int]],
    shown: list[tuple[str, str]],
    both_ways: list[tuple[str, str]],
) -> str:
    widest = max(column for column, _ in places.values()) + 1
    count = defaultdict(int)  # type: dict[int, int]
    for _, row in places.values():
        count[row] += 1
    whole = widest * (_WIDTH + _GAP) + _GAP
    tall = (max(count) + 1) * _RISE + _GAP

    def corner(name: str) -> tuple[float, float]:
        column, row = places[name]
        spare = whole - count[row] * (_WIDTH + _GAP) - _GAP
        return _GAP + spare / 2 + column * (_WIDTH + _GAP), _GAP + row * _RISE

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {tall}" '
        'font-family="sans-serif" font-size="12">',
        "<title>Rooms and their imports: from above downwards</title>",
    ]
    for style, pairs in (("", shown), (' stroke-dasharray="4 3"', both_ways)):
        for one, other in pairs:
            (x, y), (u, v) = corner(one), corner(other)
            parts.append(
                f'<line x1="{x + _WIDTH / 2:g}" y1="{y + _HEIGHT:g}" x2="{u + _WIDTH / 2:g}" '
                f'y2="{v:g}" stroke="#777777"{style}/>'
            )
    for name in places:
        x, y = corner(name)
        parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="5" '
            f'fill="{COLOURS[name.split(".")[0]]}" stroke="#555555"/>'
            f'<text x="{x + _WIDTH / 2:g}" y="{y + 21:g}" text-anchor="middle">'
            f"{escape(name)}</text>"
        )
    return "\n".join([*parts, "</svg>", ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    DRAWING.write_text(drawing(), encoding="utf-8")
