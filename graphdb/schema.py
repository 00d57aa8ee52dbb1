"""Constraints and indexes, one statement a file under ``cypher/schema/``, made from the model.

``schema_files`` says which files there must be; ``tools/write_schema.py`` writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import attrgetter

from graphdb.connection import Graph, Transaction
from graphdb.errors import NewerGraphError
from graphdb.model import ENTITY, NODE_TYPES, RELATIONSHIP_TYPES, SYSTEM_LABELS
from graphdb.statements import statement, statement_names

FOLDER = "schema/constraints"
MIGRATIONS = "schema/migrations"
APPLIED = "schema/migrations_applied"

INDEXED = (
    ("Record", "entity_id"),
    ("Record", "dataset"),
    ("KeyIndex", "dataset"),
    ("LoadRun", "dataset"),
)
"""Labels and properties with an index beside the unique keys."""

NAMES_INDEX = "entity_names"
"""The full-text index of names and aliases; it folds case and accents."""

NAMED_LABELS = tuple(
    node.label
    for node in NODE_TYPES.values()
    if node.label == "Name" or any(property.name == "aliases" for property in node.properties)
)
"""Labels whose names somebody may look for; titles of publications are not among them."""

_CREATES = re.compile(r"^CREATE (?:CONSTRAINT|INDEX|FULLTEXT INDEX) (\w+)", re.MULTILINE)


def schema_files() -> dict[str, str]:
    """Make the text of every schema statement from the model, by its name."""
    files = {f"{FOLDER}/entity_id": _unique_node("entity_id", ENTITY, "id", "Every entity")}
    for system in SYSTEM_LABELS:
        name = f"{system.label.lower()}_{system.key}"
        what = f"A {system.label} ({system.description})"
        files[f"{FOLDER}/{name}"] = _unique_node(name, system.label, system.key, what)
    for relationship in RELATIONSHIP_TYPES.values():
        name = f"claim_{relationship.name.lower()}"
        files[f"{FOLDER}/{name}"] = _unique_claim(name, relationship.name)
    for label, key in INDEXED:
        name = f"index_{label.lower()}_{key}"
        files[f"{FOLDER}/{name}"] = _index(name, label, key)
    files[f"{FOLDER}/{NAMES_INDEX}"] = _names_index()
    return files


def apply_schema(graph: Graph) -> int:
    """Bring the database to this program's schema; returns how many statements were run.

    First the constraints and indexes that it lacks, then the migrations that it has not been
    through, in order, each in one transaction with its record (a ``Migration`` node).

    Raises
    ------
    NewerGraphError
        A newer version of this program has migrated the graph.
    """
    refuse_newer_graph(graph)
    present = {row["name"] for row in graph.read("schema/present")}
    missing = [name for name in statement_names(FOLDER) if _created(name) not in present]
    if missing:
        graph.in_transaction(lambda transaction: [transaction.run(name) for name in missing])
        graph.outside_transaction("schema/await_indexes")
    applied = {row["number"] for row in graph.read(APPLIED)}
    pending = [one for one in migrations() if one.number not in applied]
    for one in pending:
        graph.in_transaction(one.apply)
    return len(missing) + len(pending)


@dataclass(frozen=True)
class Migration:
    """A numbered change of what is stored: ``cypher/schema/migrations/NNNN_name.cypher``.

    Its statement is idempotent: applied again, it changes nothing.
    """

    number: int
    name: str

    def apply(self, transaction: Transaction) -> None:
        """Make the change and record it, in the caller's transaction."""
        transaction.run(f"{MIGRATIONS}/{self.name}")
        transaction.run("schema/migration_record", number=self.number, name=self.name)


def migrations() -> tuple[Migration, ...]:
    """Give the migrations that this program knows, in the order of their numbers.

    >>> [one.number for one in migrations()][:1]
    [1]
    """
    names = (name.removeprefix(f"{MIGRATIONS}/") for name in statement_names(MIGRATIONS))
    return tuple(
        sorted((Migration(int(name[:4]), name) for name in names), key=attrgetter("number"))
    )


def applied_migration(graph: Graph) -> int:
    """Give the number of the last migration that the graph has been through, 0 for none."""
    return max((row["number"] for row in graph.read(APPLIED)), default=0)


def refuse_newer_graph(graph: Graph) -> None:
    """Keep this program from a graph whose schema it does not know.

    Raises
    ------
    NewerGraphError
        A newer version of this program has migrated the graph.
    """
    known = migrations()[-1].number
    found = applied_migration(graph)
    if found > known:
        raise NewerGraphError(
            f"a newer proxygraph has written this graph (its schema is number {found}, this "
            f"program knows {known}): upgrade proxygraph, or restore a backup from before"
        )


def _created(name: str) -> str:
    found = _CREATES.search(statement(name).text)
    assert found is not None, name  # noqa: S101 - held by a test on the files
    return found.group(1)


def _unique_node(name: str, label: str, key: str, what: str) -> str:
    return (
        f"// {what} has a {key} of its own.\n"
        "// parameters: none\n"
        f"CREATE CONSTRAINT {name} IF NOT EXISTS\n"
        f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE\n"
    )


def _unique_claim(name: str, claim_type: str) -> str:
    return (
        f"// Every {claim_type} claim has a claim_id of its own.\n"
        "// parameters: none\n"
        f"CREATE CONSTRAINT {name} IF NOT EXISTS\n"
        f"FOR ()-[e:{claim_type}]-() REQUIRE e.claim_id IS UNIQUE\n"
    )


def _index(name: str, label: str, key: str) -> str:
    return (
        f"// Finds {label} nodes by their {key}.\n"
        "// parameters: none\n"
        f"CREATE INDEX {name} IF NOT EXISTS\n"
        f"FOR (n:{label}) ON (n.{key})\n"
    )


def _names_index() -> str:
    return (
        "// Finds entities, and names that they bear, by words of their names and aliases.\n"
        "// parameters: none\n"
        f"CREATE FULLTEXT INDEX {NAMES_INDEX} IF NOT EXISTS\n"
        f"FOR (n:{'|'.join(NAMED_LABELS)}) ON EACH [n.name, n.aliases]\n"
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}\n"
    )
