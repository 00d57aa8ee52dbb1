"""Checks of the data in the graph: statements that return what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.claims.datasets import known_datasets
from analytics.questions.data_rules import CHECKS, COMPILED, Check
from graphdb.arguments import settled
from graphdb.connection import Graph, Row

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CheckResult:
    """What one check found in which datasets; no rows is good.

    ``datasets`` is empty where none is loaded, or asked about, for which the rule holds.
    """

    name: str
    finds: str
    rows: tuple[Row, ...]
    datasets: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether it found nothing."""
        return not self.rows


@dataclass(frozen=True)
class CheckReport:
    """What all checks found, as of one version of the graph."""

    results: tuple[CheckResult, ...]

    @property
    def passed(self) -> bool:
        """Whether no check found anything."""
        return all(result.passed for result in self.results)

    def to_frame(self) -> pd.DataFrame:
        """Give one line a finding: the check's name and the offending row as text."""
        import pandas as pd

        found = [(result.name, str(row)) for result in self.results for row in result.rows]
        return pd.DataFrame(found, columns=["check", "row"])

    def document(self) -> dict[str, object]:
        """Give the report as plain values, for a JSON document."""
        return {
            "passed": self.passed,
            "checks": [
                {
                    "name": result.name,
                    "finds": result.finds,
                    "datasets": list(result.datasets),
                    "passed": result.passed,
                    "rows": [dict(row) for row in result.rows],
                }
                for result in self.results
            ],
        }


@settled(names=["datasets"])
def run_checks(graph: Graph, datasets: tuple[str, ...] = ()) -> CheckReport:
    """Run every check on one version of the graph.

    Parameters
    ----------
    datasets
        Judge only what these datasets say; empty for all.

    Raises
    ------
    UnknownNameError
        No such dataset is loaded.
    GraphMovedError
        A load was under way all the time.
    """
    return graph.consistent(lambda opened: _run(opened, known_datasets(opened, datasets)))


def _run(graph: Graph, asked: tuple[str, ...]) -> CheckReport:
    rows = [row for row in graph.read("load/datasets_read") if not asked or row["name"] in asked]
    every = tuple(row["name"] for row in rows)
    compiled = tuple(row["name"] for row in rows if row["source"] == COMPILED)
    return CheckReport(
        tuple(_result(graph, check, compiled if check.compiled_only else every) for check in CHECKS)
    )


def _result(graph: Graph, check: Check, datasets: tuple[str, ...]) -> CheckResult:
    found = (
        graph.read(check.statement, datasets=list(datasets), **check.parameters) if datasets else []
    )
    return CheckResult(check.name, check.finds, tuple(found), datasets)
