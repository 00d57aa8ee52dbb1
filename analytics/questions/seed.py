"""The statements of the seed article, each as a question that the graph answers.

Every row says who said it (``asserted_by``, empty where the publisher speaks itself), who
published it, when, and which claim it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from analytics.claims.sponsored import ORGAN_KINDS
from graphdb.connection import Graph, Row
from graphdb.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

SEED_SOURCE = "source/cbn-2020-01-09-spyer"
"""Id of the seed article among the sources of the curated dataset."""


FORCE_KINDS = ("armed_group", "umbrella", "unit", "party")
"""Kinds of organization that can field forces."""

AREA = "location/iran-iraq-border-to-mediterranean"


@dataclass(frozen=True)
class SeedQuestion:
    """A question in words, the statement that answers it, and the values it is asked with.

    The parameter ``source`` limits the answer to one source; by default all sources answer.
    """

    name: str
    asks: str
    defaults: Mapping[str, object]

    @property
    def statement(self) -> str:
        """Name of the Cypher statement."""
        return f"checks/seed/{self.name}"


def _question(name: str, asks: str, **defaults: object) -> SeedQuestion:
    return SeedQuestion(name, asks, MappingProxyType({"source": None, **defaults}))


_QUESTIONS = (
    _question(
        "commander",
        "who commanded the Quds Force on a day",
        organization="organization/quds-force",
        at=date(2020, 1, 2),
    ),
    _question(
        "sponsored_and_related",
        "which groups Iran sponsors, by country, and which it only has relations with",
        sponsor="state/iran",
        organ_kinds=list(ORGAN_KINDS),
    ),
    _question(
        "forces_in_area",
        "which forces operate between the Iraq-Iran border and the Mediterranean",
        area=AREA,
        kinds=list(FORCE_KINDS),
    ),
    _question("fighters_in_area", "how many fighters Iran has access to there", area=AREA),
    _question(
        "umbrella",
        "which umbrella has dozens of militias, most of them Shia",
        country="location/iraq",
    ),
    _question(
        "structures_without_permission",
        "which structures operate in Syria without seeking the ruler's permission, created by "
        "whom, and whom they resemble",
        country="location/syria",
    ),
    _question(
        "chain_of_events",
        "what led from the rocket attack to the strike on two bases",
        first="event/k1-rocket-attack",
        last="event/iran-strikes-ayn-al-asad-erbil",
    ),
    _question("objectives", "what the project aims at", actor="state/iran"),
    _question(
        "second_in_power", "who stands second only to the leader", leader="person/ali-khamenei"
    ),
)

SEED_QUESTIONS = MappingProxyType({question.name: question for question in _QUESTIONS})
"""The questions by name, in the order of the article."""


@dataclass(frozen=True)
class SeedAnswer:
    """Rows of one question, in the order of its statement, each with its claim and source."""

    name: str
    asks: str
    parameters: Mapping[str, object]
    rows: tuple[Row, ...]

    def to_frame(self) -> pd.DataFrame:
        """Give the rows as a table."""
        import pandas as pd

        return pd.DataFrame(list(self.rows))

    def document(self) -> dict[str, object]:
        """Give the answer as plain values, for a JSON document."""
        return {
            "name": self.name,
            "asks": self.asks,
            "parameters": {key: _plain(value) for key, value in self.parameters.items()},
            "rows": [dict(row) for row in self.rows],
        }


def ask_seed(graph: Graph, name: str, **parameters: object) -> SeedAnswer:
    """Put one of the seed's questions to the graph.

    Parameters
    ----------
    name
        One of :data:`SEED_QUESTIONS`.
    parameters
        Values in place of the question's own, such as ``at`` or ``source``.

    Raises
    ------
    UnknownNameError
        No such question, or it has no such parameter.

    Examples
    --------
    >>> answer = ask_seed(graph, "commander", at=date(2020, 2, 1))  # doctest: +SKIP
    >>> {row["name"] for row in answer.rows}  # doctest: +SKIP
    {'Esmail Qaani'}
    """
    question = SEED_QUESTIONS.get(name)
    if question is None:
        known = ", ".join(SEED_QUESTIONS)
        raise UnknownNameError(f"no question is named {name!r}; there are: {known}")
    for parameter in parameters:
        if parameter not in question.defaults:
            known = ", ".join(sorted(question.defaults))
            raise UnknownNameError(f"{name} has no parameter {parameter!r}; it has: {known}")
    asked = {**question.defaults, **parameters}
    rows = graph.read(question.statement, **asked)
    return SeedAnswer(name, question.asks, MappingProxyType(asked), tuple(rows))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
