"""Checks of the data in the graph: statements that return what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from analytics.datasets import known_datasets
from analytics.seed import ORGAN_KINDS
from graphdb.arguments import settled
from graphdb.connection import Graph, Row

if TYPE_CHECKING:
    import pandas as pd


COMPILED = "tables"
"""Kind of source of the datasets that somebody compiled claim by claim, in the native format."""


@dataclass(frozen=True)
class Check:
    """One check: the name of its statement below ``checks/data``, and what a row of it means.

    ``compiled_only`` says that its rule holds for datasets in the native format alone, which
    somebody compiled claim by claim; a publisher's list has no place for what the rule asks for.
    """

    name: str
    finds: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    compiled_only: bool = False

    @property
    def statement(self) -> str:
        """Name of the Cypher statement."""
        return f"checks/data/{self.name}"


CHECKS = (
    Check("entities_without_claim", "entities that no claim is about", compiled_only=True),
    Check("sources_uncited", "sources that no claim rests on", compiled_only=True),
    Check(
        "sources_not_opened",
        "cited sources that nobody is on record as having opened",
        compiled_only=True,
    ),
    Check("overlapping_holders", "two holders of a post for one, without a conflict set"),
    Check("holders_after_death", "holders of a post who are dead already"),
    Check("cycles_of_subordination", "organizations that stand under themselves"),
    Check(
        "groups_without_sponsor",
        "armed groups tied to no sponsor and not marked as independent",
        MappingProxyType({"organ_kinds": list(ORGAN_KINDS)}),
        compiled_only=True,
    ),
    Check(
        "credibility_without_second_origin",
        "claims graded as confirmed that rest on one origin",
        compiled_only=True,
    ),
    Check(
        "designations_without_grounds",
        "designations without programme or basis",
        compiled_only=True,
    ),
    Check(
        "presence_without_consent",
        "presences without a word on the host's consent",
        compiled_only=True,
    ),
)
"""All checks, in the order in which they run."""


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
