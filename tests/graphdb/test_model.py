from pathlib import Path

import pytest

from graphdb import lookups, schema
from graphdb.model import (
    CLAIM_PROPERTIES,
    DERIVED_CLAIM_PROPERTIES,
    NODE_TYPES,
    RELATIONSHIP_TYPES,
    SYSTEM_LABELS,
)
from graphdb.schema import INDEXED
from graphdb.statements import statement_names

CYPHER = Path(__file__).resolve().parents[2] / "cypher"


def test_relationships_end_on_declared_labels_and_say_what_they_mean() -> None:
    for relationship in RELATIONSHIP_TYPES.values():
        assert set(relationship.starts) | set(relationship.ends) <= set(NODE_TYPES)
        assert relationship.description
        if relationship.symmetric:
            assert set(relationship.starts) & set(relationship.ends)


def test_choices_are_given_where_and_only_where_a_property_is_one() -> None:
    declared = [
        *CLAIM_PROPERTIES,
        *(p for node in NODE_TYPES.values() for p in node.properties),
        *(p for relationship in RELATIONSHIP_TYPES.values() for p in relationship.properties),
    ]
    for item in declared:
        assert bool(item.choices) == item.kind.startswith("choice"), item
        assert item.description, item


def test_no_type_declares_what_every_claim_has() -> None:
    shared = {item.name for item in (*CLAIM_PROPERTIES, *DERIVED_CLAIM_PROPERTIES)}
    for relationship in RELATIONSHIP_TYPES.values():
        assert not shared & {item.name for item in relationship.properties}


@pytest.mark.parametrize(
    ("folder", "wanted"),
    [(schema.FOLDER, schema.schema_files()), (lookups.FOLDER, lookups.lookup_files())],
)
def test_the_files_are_those_that_the_model_wants(folder: str, wanted: dict[str, str]) -> None:
    assert set(statement_names(folder)) == set(wanted), "run tools/write_schema.py"
    for name, text in wanted.items():
        assert (CYPHER / f"{name}.cypher").read_text(encoding="utf-8") == text, name


def test_indexes_are_on_labels_of_the_model() -> None:
    assert {label for label, _ in INDEXED} <= {system.label for system in SYSTEM_LABELS}
