"""Write the curves into the statements that work out likelihood in Cypher.

Run it after a change of ``analytics/claims/persistence.csv`` or
``analytics/claims/persistence_types.csv``.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from analytics.claims.persistence import CURVE_NAMES, persistence_curves

FOLDER = Path(__file__).resolve().parent.parent / "cypher" / "explore"
BEGIN, END = "// curves\n", "// end of curves\n"
STATEMENTS = ("clients_by_likelihood", "ties_by_likelihood")
WIDTH = 98

_TYPES = re.compile(r"-\[e:([A-Z_|]+)\]-")


def path(name: str) -> Path:
    """Find the file of a statement."""
    return FOLDER / f"{name}.cypher"


def statement_text(text: str) -> str:
    """Put the curves of the types that a statement matches between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    (types,) = _TYPES.findall(after)
    return f"{before}{BEGIN}{literals(types.split('|'))}{END}{after}"


def literals(types: list[str]) -> str:
    """Write curves as a map, with a second one from type to curve where there are several types.

    Each point is ``[days, chance after the last sighting, chance before the first]``.
    """
    aging = {name: CURVE_NAMES[name] for name in types if name in CURVE_NAMES}
    names = sorted({*aging.values(), *(("posts",) if "COMMANDS" in types else ())})
    curves = ",\n".join(f"       {name}: [\n{_points(name)}]" for name in names)
    text = f"     {{\n{curves} }} AS curves"
    if len(types) > 1:
        pairs = ", ".join(f"{name}:~'{curve}'" for name, curve in sorted(aging.items()))
        text += f",\n     {{ {_wrapped(pairs).lstrip()} }} AS curve_of"
    return text + "\n"


def _points(name: str) -> str:
    curve = persistence_curves()[name]
    ways = (curve.forward, curve.backward)
    days = sorted({float(day) for way in ways for day in way.days})
    rows = [[way.chance(day) for way in ways] for day in days]
    told = (f"[{day:g},~{one!r},~{other!r}]" for day, (one, other) in zip(days, rows, strict=True))
    return _wrapped(", ".join(told))


def _wrapped(text: str) -> str:
    """Break a list into lines, but not at ``~``, which stands for a blank."""
    indent = " " * 9
    filled = textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
    return filled.replace("~", " ")


def main() -> None:
    """Write the statements."""
    for name in STATEMENTS:
        text = path(name).read_text(encoding="utf-8")
        path(name).write_text(statement_text(text), encoding="utf-8")
        print(path(name))


if __name__ == "__main__":
    main()
