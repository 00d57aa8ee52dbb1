"""Which claims count as ties, before a succession and in the year after it."""

from __future__ import annotations

from analytics.claims.history import Evidence
from analytics.claims.reading import Claim, day_of
from analytics.scope import COMMAND_RELATIONS
from analytics.succession.request import Case

_LABELS = frozenset({"Person", "Organization", "Position"})


def counts_before(claim: Claim, case: Case, evidence: Evidence) -> bool:
    """Whether a claim is a tie of the graph before the succession."""
    return (
        _is_tie(claim, evidence, case)
        and _known(claim, case)
        and day_of(claim, "possible_from") <= case.before < day_of(claim, "possible_until")
        and not evidence.is_too_early(claim, case.before)
        and not _begun_by_successor(claim, case)
    )


def _begun_by_successor(claim: Claim, case: Case) -> bool:
    # Seen only after the succession, and nobody says since when: no evidence of the time before.
    of_successor = case.successor in (claim.start, claim.end) and not case.same
    return of_successor and day_of(claim, "certain_from") >= case.day


def seen_after(claim: Claim, case: Case, evidence: Evidence) -> bool:
    """Whether a claim is a tie that was seen in the year after the succession."""
    return (
        _is_tie(claim, evidence, case)
        and _known(claim, case)
        and day_of(claim, "possible_from") <= case.window_end
        and day_of(claim, "possible_until") > case.day
        and not evidence.is_too_early(claim, case.window_end)
        and not (
            case.successor in (claim.start, claim.end)
            and day_of(claim, "certain_from") > case.window_end
        )
    )


def _is_tie(claim: Claim, evidence: Evidence, case: Case) -> bool:
    ends = ((claim.start, claim.start_label), (claim.end, claim.end_label))
    return claim.type in COMMAND_RELATIONS and all(
        label in _LABELS and not evidence.is_dead(end, case.before) for end, label in ends
    )


def _known(claim: Claim, case: Case) -> bool:
    return case.known_by is None or claim.reported_on <= case.known_by
