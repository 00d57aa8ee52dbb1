"""Claims are found through the index of their type, on every release of the server."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graphdb.connection import Graph
from graphdb.lookups import FOLDER, found_claims
from graphdb.schema import apply_schema
from graphdb.settings import Settings
from graphdb.statements import statement, statement_names

pytestmark = pytest.mark.server


def operators(plan: dict[str, Any]) -> set[str]:
    return {plan["operatorType"].partition("@")[0]}.union(*map(operators, plan.get("children", ())))


def test_no_lookup_scans(graph: Graph, server: Settings) -> None:
    apply_schema(graph)
    scans = {}
    with neo4j.GraphDatabase.driver(
        server.uri, auth=(server.username, server.password), notifications_min_severity="OFF"
    ) as driver:
        for name in statement_names(FOLDER):
            plan = driver.execute_query(
                f"EXPLAIN {statement(name).text}",  # type: ignore[arg-type]
                claim_ids=["a/1"],
            ).summary.plan
            assert plan is not None
            if not any("IndexSeek" in operator for operator in operators(plan)):
                scans[name] = operators(plan)
    assert scans == {}


def test_what_is_not_there_is_left_out(graph: Graph) -> None:
    apply_schema(graph)
    assert found_claims(graph, "SPONSORS", ["nobody/1"]) == {}
