"""Constraints and indexes, one statement a file under ``cypher/schema/``, made from the model.

``schema_files`` says which files there must be; ``tools/write_schema.py`` writes them.
"""

from __future__ import annotations

import re

from graphdb.connection import Graph
from graphdb.model import ENTITY, NODE_TYPES, RELATIONSHIP_TYPES, SYSTEM_LABELS
from graphdb.statements import statement, statement_names

FOLDER = "schema/constraints"

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
    """Create what the database lacks of the schema; returns how many statements were run."""
    present = {row["name"] for row in graph.read("schema/present")}
    missing = [name for name in statement_names(FOLDER) if _created(name) not in present]
    if missing:
        graph.in_transaction(lambda transaction: [transaction.run(name) for name in missing])
        graph.outside_transaction("schema/await_indexes")
    return len(missing)


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
