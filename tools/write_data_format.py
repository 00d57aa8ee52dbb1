"""Write docs/data-format.md from the data model; run it after a change of the model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from graphdb.model import (
    CLAIM_PROPERTIES,
    DERIVED_CLAIM_PROPERTIES,
    NODE_TYPES,
    RELATIONSHIP_TYPES,
    Property,
)
from loaders.rows import LONGEST_TEXT
from loaders.tableformat import (
    CLAIMS,
    DESCRIPTION,
    NODE_TABLES,
    REVIEWS,
    VERDICTS,
    labels_of,
    table_columns,
)

TARGET = Path(__file__).resolve().parent.parent / "docs" / "data-format.md"

OPENING = f"""# The native format: a folder of tables

<!-- Written by tools/write_data_format.py from graphdb/model.py: change the model instead. -->

A dataset is a folder of CSV files. A table's rows come from `TABLE.csv` and from every file in
`TABLE/`, so a dataset can be split by theme or author. All tables are optional.

- UTF-8 (a byte-order mark is passed over), commas, a header line, quotes as in RFC 4180.
- A table whose header, separator, encoding or quotes do not fit refuses the load, whatever
  `--max-rejects` says. Rows of nothing but commas are passed over.
- The folder holds the tables, `dataset.toml` and nothing that may be meant as one (`claims.xlsx`,
  `claim.csv`, a folder `claim/`): that is refused. Documents such as a README are named and
  left out.
- Dates are Gregorian, in the digits 0 to 9. A year from 1250 to 1499 is taken for one of the Solar
  Hijri or the Islamic calendar and refused.
- Columns can come in any order; those that a row does not need can be left out. An unknown column
  is an error, and so is a value in a column that the row's kind does not have.
- An empty cell means: not known. Lists are separated by `;`. A cell holds at most
  {LONGEST_TEXT:,} characters.
- **Ids** are up to 200 lower-case letters, digits, dots and dashes, parts joined by slashes:
  `person/qasem-soleimani`. An id means the same in every dataset in this format. Claims can name
  only rows of their own dataset, so that each dataset stands by itself.
- **Dates** have the precision of their source (EDTF): `2020`, `2020-01`, `2020-01-03`, `1998~` for
  an approximate one. Intervals are half-open: `valid_to` is the first day on which a claim holds
  no longer. An empty `valid_to` means that no end is stated; `..` that the source says it goes on.
- **Observations** are not starts and ends: what was only seen has `first_seen` and `last_seen`.

Check a folder with `proxygraph validate tables FOLDER`, see what a load would change with
`proxygraph load tables FOLDER --dataset NAME --dry-run`. Every wrong row is reported with file,
line, column, rule and value, before anything is written.

## {DESCRIPTION}

`title`, `release` (a date: when sources without a date of their own count as said), `licence`,
`homepage`, `description`; all optional.
"""


def page() -> str:
    """Make the whole page."""
    return "\n".join([OPENING, *_node_parts(), *_claim_parts(), *_review_part()]) + "\n"


def _node_parts() -> Iterator[str]:
    for table in NODE_TABLES:
        labels = labels_of(table)
        yield f"## {table}.csv\n"
        if len(labels) > 1:
            yield f"`id`, `label` (one of {', '.join(f'`{label}`' for label in labels)}), and:\n"
        else:
            yield f"`id`: {NODE_TYPES[labels[0]].description}; and:\n"
        for label in labels:
            if len(labels) > 1:
                yield f"`{label}`: {NODE_TYPES[label].description}\n"
            yield _table(NODE_TYPES[label].properties)


def _claim_parts() -> Iterator[str]:
    yield f"## {CLAIMS}.csv\n"
    yield (
        "`id` (unique in the dataset; if empty, a hash of type, ends and first date), `type`, "
        "`start`, `end`, and:\n"
    )
    yield _table(CLAIM_PROPERTIES)
    yield "### Types\n"
    yield "A symmetric type is stored from the lesser id to the greater.\n"
    yield "| type | says that the start … the end | from | to | its own columns |"
    yield "|---|---|---|---|---|"
    for kind in RELATIONSHIP_TYPES.values():
        own = ", ".join(f"`{item.name}`" for item in kind.properties)
        mark = " (symmetric)" if kind.symmetric else ""
        yield (
            f"| `{kind.name}` | {kind.description}{mark} | {', '.join(kind.starts)} | "
            f"{', '.join(kind.ends)} | {own} |"
        )
    yield "\n### Columns of single types\n"
    own_properties = {
        (kind.name, item.name): item
        for kind in RELATIONSHIP_TYPES.values()
        for item in kind.properties
    }
    yield "| type | column | meaning | values |"
    yield "|---|---|---|---|"
    for (kind_name, _), item in own_properties.items():
        yield f"| `{kind_name}` | `{item.name}` | {_meaning(item)} | {_values(item)} |"
    yield "\n### What the loader adds to every claim\n"
    yield _table(DERIVED_CLAIM_PROPERTIES)
    yield "### All columns\n"
    yield ", ".join(f"`{name}`" for name in table_columns(CLAIMS))


def _review_part() -> Iterator[str]:
    verdicts = ", ".join(f"`{verdict}`" for verdict in VERDICTS)
    yield f"\n## {REVIEWS}.csv\n"
    yield (
        "Who read which claim against its sources, and what came of it. It is validated with the "
        "dataset\nand not loaded: it says something about rows, nothing about the world. A claim "
        "can have several\nreviews; the latest counts.\n"
    )
    yield "| column | meaning | values |"
    yield "|---|---|---|"
    yield (
        "| `claim` | `id` of the claim that was read; in `claims.csv` unless withdrawn "
        "**(required)** | an id |"
    )
    yield "| `date` | day on which it was read **(required)** | a day |"
    yield f"| `verdict` | what came of it **(required)** | {verdicts} |"
    yield "| `note` | what was found or changed | text |"


def _table(properties: Iterable[Property]) -> str:
    lines = ["| column | meaning | values |", "|---|---|---|"]
    lines += [f"| `{item.name}` | {_meaning(item)} | {_values(item)} |" for item in properties]
    return "\n".join(lines) + "\n"


def _meaning(item: Property) -> str:
    return f"{item.description}{' **(required)**' if item.required else ''}"


def _values(item: Property) -> str:
    choices = ", ".join(f"`{choice}`" for choice in item.choices)
    match item.kind:
        case "choice":
            return choices
        case "choices":
            return f"list of {choices}"
        case "edtf":
            return "a date"
        case "flag":
            return "`true`, `false`"
        case "id":
            return "an id"
        case "ids":
            return "ids"
        case "texts":
            return "a list"
        case "integer" | "number":
            return _range(item)
        case "text":
            return "text"


def _range(item: Property) -> str:
    kind = "whole number" if item.kind == "integer" else "number"
    if item.low is not None and item.high is not None:
        return f"{kind}, {item.low:g} to {item.high:g}"
    return f"{kind}, {item.low:g} or more" if item.low is not None else kind


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
