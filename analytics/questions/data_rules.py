"""The checks that ``doctor --data`` runs: each a statement below ``checks/data``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from analytics.claims.sponsored import ORGAN_KINDS
from graphdb.governments import GOVERNMENT_OF

COMPILED = "tables"
"""Kind of source of the datasets that somebody compiled claim by claim, in the native format."""

READINGS = (
    "read here",
    "read from",
    "editor's reading",
    "follows from the",
    "said of the militias",
    "said of the whole",
)
"""Words of a note that say that a claim is a reading of its source, in lower case."""

DEATHS = ("among the dead", "killed with", "whether")
"""Words of a note that say that somebody died in an event, not that it was aimed at him."""

STATED = ("start stated", " since ", " from 1", " from 2", "memorandum", "law of")
"""Words of a note or a basis that say that a source states the start, in lower case."""

SEPARATOR = ";"
"""What stands between the speakers of a claim."""

MARKS = ("Office-bound", "Personal", "Undetermined")
"""First words of the note of a tie or portfolio, that of the office first."""


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


def _compiled(name: str, finds: str, **parameters: object) -> Check:
    """Make a check that holds for datasets in the native format alone."""
    return Check(name, finds, MappingProxyType(parameters), compiled_only=True)


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
        MappingProxyType({"departments": dict(GOVERNMENT_OF)}),
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
    _compiled("origins_under_two_names", "witnesses that sources name in two ways"),
    _compiled("reliability_beyond_the_act", "reliability A for more than a designation"),
    _compiled(
        "denials_graded_too_well",
        "denials by the accused graded better than doubtful",
        separator=SEPARATOR,
    ),
    _compiled(
        "graded_beyond_the_note",
        "claims graded as probable that go beyond their source by their own note",
        readings=READINGS,
        deaths=DEATHS,
    ),
    _compiled(
        "lists_read_as_observations", "sightings in a year or month by lists of designations alone"
    ),
    _compiled("seen_after_sources", "last sightings later than any of their sources"),
    _compiled(
        "starts_from_foundings",
        "starts in the year of a founding that no source states",
        stated=STATED,
    ),
    _compiled("active_after_death", "persons who act or are tied after their death"),
    _compiled("terms_open_after_death", "terms of office without an end whose holder is dead"),
    _compiled(
        "ties_without_reason",
        "ties and portfolios whose mark (office or person) is missing or contradicts their ends",
        marks=MARKS,
    ),
    _compiled("commanders_of_two_units", "persons who command two units at once"),
    _compiled("pooled_support", "pooled support without its alternatives, or graded as certain"),
    _compiled("consent_without_basis", "consent of a host without what it rests on"),
    _compiled("speakers_as_text", "speakers in words who have an id", separator=SEPARATOR),
    _compiled("lone_conflict_sets", "conflict sets with one claim"),
    _compiled("names_unlike_ids", "persons whose id spells none of their names"),
)
"""All checks, in the order in which they run."""
