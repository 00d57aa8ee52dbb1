"""Checks of the data in the graph: statements that return what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from analytics.seed import ORGAN_KINDS
from graphdb.connection import Graph, Row

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Check:
    """One check: the name of its statement below ``checks/data``, and what a row of it means."""

    name: str
    finds: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def statement(self) -> str:
        """Name of the Cypher statement."""
        return f"checks/data/{self.name}"


CHECKS = (
    Check("entities_without_claim", "entities that no claim is about"),
    Check("sources_uncited", "sources that no claim rests on"),
    Check("sources_not_opened", "cited sources that nobody is on record as having opened"),
    Check("overlapping_holders", "two holders of a post for one, without a conflict set"),
    Check("holders_after_death", "holders of a post who are dead already"),
    Check("cycles_of_subordination", "organizations that stand under themselves"),
    Check(
        "groups_without_sponsor",
        "armed groups tied to no sponsor and not marked as independent",
        MappingProxyType({"organ_kinds": list(ORGAN_KINDS)}),
    ),
    Check(
        "credibility_without_second_origin",
        "claims graded as confirmed that rest on one origin",
    ),
    Check("designations_without_grounds", "designations without programme or basis"),
    Check("presence_without_consent", "presences without a word on the host's consent"),
)
"""All checks, in the order in which they run."""


@dataclass(frozen=True)
class CheckResult:
    """What one check found; no rows is good."""

    name: str
    finds: str
    rows: tuple[Row, ...]

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
                    "passed": result.passed,
                    "rows": [dict(row) for row in result.rows],
                }
                for result in self.results
            ],
        }


def run_checks(graph: Graph) -> CheckReport:
    """Run every check on one version of the graph.

    Raises
    ------
    GraphMovedError
        A load was under way all the time.
    """
    return graph.consistent(_run)


def _run(graph: Graph) -> CheckReport:
    return CheckReport(
        tuple(
            CheckResult(
                check.name, check.finds, tuple(graph.read(check.statement, **check.parameters))
            )
            for check in CHECKS
        )
    )
