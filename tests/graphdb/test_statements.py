"""Every statement has a user, every name a statement, every word of it stands in the model."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphdb import lookups
from graphdb.errors import UnknownNameError
from graphdb.model import (
    ACTOR,
    CLAIM_PROPERTIES,
    DERIVED_CLAIM_PROPERTIES,
    ENTITY,
    NODE_TYPES,
    RELATIONSHIP_TYPES,
    SYSTEM_LABELS,
    SYSTEM_TYPES,
)
from graphdb.schema import FOLDER, MIGRATIONS
from graphdb.statements import statement, statement_names

ROOT = Path(__file__).resolve().parents[2]
CODE = ("graphdb", "loaders", "analytics", "proxygraph")
FOUND_BY_FOLDER = (f"{FOLDER}/", f"{MIGRATIONS}/", f"{lookups.FOLDER}/", "checks/", "explore/")
"""Statements below these folders are used by listing the folder."""

LABELS = {ENTITY, ACTOR, *NODE_TYPES, *(system.label for system in SYSTEM_LABELS)}
TYPES = {*RELATIONSHIP_TYPES, *SYSTEM_TYPES}

_NODE = re.compile(r"\(\s*\w*\s*:\s*([A-Z][\w]*(?:\s*[:|&]\s*[A-Z]\w*)*)")
_PREDICATE = re.compile(r"\b\w+\s*:\s*([A-Z]\w+)(?=\s*(?:\)|AND|OR|,|\n|$))")
_RELATIONSHIP = re.compile(r"\[\s*\w*\s*:\s*([A-Z_]+(?:\s*[|]\s*:?[A-Z_]+)*)")
_NAMES = re.compile(r'"((?:load|schema|analytics|checks|explore|testing)/[a-z0-9_/]+)"')


def sources(*folders: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    )


def code_of(name: str) -> str:
    lines = statement(name).text.splitlines()
    return "\n".join(line.split("//")[0] for line in lines)


@pytest.mark.parametrize("name", statement_names())
class TestStatement:
    def test_says_what_it_does_and_its_parameters(self, name: str) -> None:
        lines = statement(name).text.splitlines()
        assert lines[0].startswith("// "), "the first line says what the statement does"
        assert any(line.startswith("// parameters:") for line in lines)
        assert ";" not in code_of(name), "one statement a file, without a semicolon"

    def test_header_lists_exactly_the_parameters(self, name: str) -> None:
        used = set(re.findall(r"\$(?!any\(|all\()(\w+)", code_of(name)))
        assert used == set(statement(name).parameters)

    def test_labels_and_types_stand_in_the_model(self, name: str) -> None:
        code = code_of(name)
        labels = {
            label for found in _NODE.findall(code) for label in re.split(r"\s*[:|&]\s*", found)
        }
        types = {
            word
            for found in _RELATIONSHIP.findall(code)
            for word in re.split(r"\s*[|]\s*:?", found)
        }
        assert labels <= LABELS
        assert types <= TYPES


def test_the_patterns_of_this_test_see_labels_and_types() -> None:
    assert _NODE.findall("MATCH (a:Actor&Person {id: 1})-[e:HOLDS|COMMANDS]->(:Position)") == [
        "Actor&Person",
        "Position",
    ]
    assert _RELATIONSHIP.findall("-[e:HOLDS|COMMANDS]->()") == ["HOLDS|COMMANDS"]


def test_every_statement_has_a_user() -> None:
    text = sources(*CODE)
    in_tests = sources("tests")
    unused = [
        name
        for name in statement_names()
        if f'"{name}"' not in (in_tests if name.startswith("testing/") else text)
        and not name.startswith(FOUND_BY_FOLDER)
    ]
    assert unused == []


def test_every_name_has_a_statement() -> None:
    missing = set(_NAMES.findall(sources(*CODE))) - set(statement_names())
    assert missing - {FOLDER, MIGRATIONS, lookups.FOLDER} == set()


def test_shared_properties_are_spelled_as_the_model_spells_them() -> None:
    known = {p.name for p in (*CLAIM_PROPERTIES, *DERIVED_CLAIM_PROPERTIES)}
    known |= {
        p.name for relationship in RELATIONSHIP_TYPES.values() for p in relationship.properties
    }
    for name in statement_names():
        used = set(re.findall(r"\be\.(\w+)", code_of(name)))
        assert used <= known, name


@pytest.mark.parametrize("name", ["load/nothing", "../graphdb/model", "load/../../secret"])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(UnknownNameError):
        statement(name)


def test_claims_of_a_day_say_what_they_state_of_whom() -> None:
    # analytics.claims.lifetimes.read_claims groups them by that.
    for name in ("analytics/claims_at", "analytics/succession/members", "export/claims"):
        columns = statement(name).text.rpartition("RETURN")[2]
        assert all(f"AS {one}" in columns for one in ("type", "start", "end", "properties")), name
