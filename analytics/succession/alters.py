"""What becomes of every tie of the predecessor, with its claims and the reason in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import prod

from analytics.claims.likelihood import likelihood, likelihood_of
from analytics.claims.parallel import contested
from analytics.claims.reading import AFFIRMS, Claim, day_of
from analytics.succession.bonds import Bond
from analytics.succession.rates import Part
from analytics.succession.request import Case
from analytics.succession.scenarios import Scenario, ScenarioClaim, Scenarios, bonds_of


class Fate(StrEnum):
    """What becomes of a tie."""

    INHERITED = "inherited"
    INDEPENDENT = "independent"
    REESTABLISHED = "re-established"
    REASSIGNED = "reassigned"
    UNDETERMINED = "undetermined"
    LOST = "lost"


@dataclass(frozen=True)
class Alter:
    """One person or organization that the predecessor was tied to, and what became of it.

    Parameters
    ----------
    parts
        What binds the tie; both where both do.
    reason
        Why it is thought to pass or not, in words.
    since
        The earliest date stated or, marked ``seen``, observed; as its source writes it.
    certain
        A claim of the tie surely held on the day before.
    likelihood
        That the tie held on the day before, posts included: 0..1.
    disputed
        A source denies or doubts it, or another excludes it.
    heirs
        To whom it was reassigned, by name.
    """

    id: str
    name: str
    label: str
    fate: Fate
    parts: tuple[Part, ...]
    reason: str
    types: tuple[str, ...]
    since: str
    certain: bool
    disputed: bool
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    heirs: tuple[str, ...] = ()
    likelihood: float = 0.0


@dataclass(frozen=True)
class Relations:
    """All ties of the predecessor, those to the removed apart, and the successor's new ones."""

    alters: tuple[Alter, ...]
    removed: tuple[Alter, ...]
    new: tuple[Alter, ...]

    def share(self, *fates: Fate) -> float | None:
        """Give the share of ties with one of these fates: 0 to 1, null without ties."""
        if not self.alters:
            return None
        return sum(alter.fate in fates for alter in self.alters) / len(self.alters)


def relations(scenarios: Scenarios, after: Scenario) -> Relations:
    """Sort the predecessor's ties by what becomes of them.

    Parameters
    ----------
    after
        The graph after the succession, projected or observed.
    """
    case, before = scenarios.case, scenarios.before
    describe = _Describer(scenarios, contested(scenarios.evidence.claims))
    own = _by_alter(before.around(case.predecessor), case.predecessor)
    mine = _by_alter(before.around(case.successor or ""), case.successor or "")
    then = _by_alter(
        (link for link in after.around(case.successor or "") if not link.parts),
        case.successor or "",
    )
    alters = []
    for alter in sorted(set(own) - {case.successor} - case.removed):
        fate, reason = _fate(scenarios, alter, own[alter], mine.get(alter, []), then.get(alter, []))
        heirs = _heirs(scenarios, alter) if case.mode == "observed" else ()
        if heirs and fate in (Fate.LOST, Fate.UNDETERMINED):
            fate, reason = Fate.REASSIGNED, f"{', '.join(heirs)} took over what was done with it"
        alters.append(describe(alter, own[alter], fate, reason, heirs))
    removed = [
        describe(alter, own[alter], Fate.LOST, "removed together with the predecessor", ())
        for alter in sorted(set(own) & case.removed)
    ]
    fresh = set(then) - set(own) - set(mine) - {case.predecessor}
    new = [
        describe(alter, then[alter], Fate.REESTABLISHED, "first seen after the succession", ())
        for alter in sorted(fresh if case.mode == "observed" else ())
    ]
    return Relations(tuple(alters), tuple(removed), tuple(new))


def _fate(
    scenarios: Scenarios,
    alter: str,
    own: list[ScenarioClaim],
    mine: list[ScenarioClaim],
    then: list[ScenarioClaim],
) -> tuple[Fate, str]:
    found = _bonds(own, scenarios)
    parts = {bond.part for bond in found}
    reasons = "; ".join(dict.fromkeys(bond.reason for bond in found))
    if scenarios.case.same:
        return Fate.INDEPENDENT, "predecessor and successor are the same person"
    if scenarios.case.successor is None:
        return Fate.LOST, "nobody is known to follow"
    if mine and (then or Part.OFFICE in parts):
        return Fate.INDEPENDENT, "the successor had it already"
    if Part.OFFICE in parts and (then or scenarios.case.mode == "projected"):
        return Fate.INHERITED, reasons
    if scenarios.case.mode == "observed" and then:
        return Fate.REESTABLISHED, "the successor was seen with it in the year after"
    if Part.PERSONAL in parts:
        return Fate.LOST, reasons
    if Part.UNDETERMINED in parts:
        return Fate.UNDETERMINED, reasons
    if mine:
        return Fate.LOST, "the successor had it by an earlier post, which empties"
    if Part.OFFICE in parts:
        return Fate.LOST, "the successor was not seen with it in the year after"
    return Fate.LOST, "it hangs from another post of the predecessor, which does not pass"


def _bonds(contracted: Iterable[ScenarioClaim], scenarios: Scenarios) -> list[Bond]:
    affirming = [link for link in contracted if link.claim.stance == AFFIRMS]
    found = [bond for link in affirming for bond in bonds_of(link, scenarios)]
    settled = [bond for bond in found if bond.part is not Part.UNDETERMINED]
    return settled or found


def _by_alter(contracted: Iterable[ScenarioClaim], vertex: str) -> dict[str, list[ScenarioClaim]]:
    found: dict[str, list[ScenarioClaim]] = defaultdict(list)
    for link in contracted:
        found[link.other(vertex)].append(link)
    return {
        alter: group
        for alter, group in found.items()
        if any(link.claim.stance == AFFIRMS for link in group)
    }


def _heirs(scenarios: Scenarios, alter: str) -> tuple[str, ...]:
    case = scenarios.case
    return tuple(
        sorted(
            {
                claim.start_name
                for claim in scenarios.evidence.claims
                if claim.type == "HANDLES"
                and claim.end == alter
                and claim.stance == AFFIRMS
                and claim.start_label != "Position"
                and claim.start not in (case.predecessor, case.successor)
                and taken_over(claim, case)
            }
        )
    )


def taken_over(claim: Claim, case: Case) -> bool:
    """Whether a portfolio began, or was first seen, in the year after the succession."""
    begins = day_of(claim, "certain_from")
    stated = str(claim.properties.get("valid_from") or "")
    first = day_of(claim, "possible_from") if stated else begins
    in_window = first <= case.window_end and begins >= case.day
    return in_window and claim.reported_on <= case.window_end


@dataclass(frozen=True)
class _Describer:
    scenarios: Scenarios
    conflicts: frozenset[str]

    def __call__(
        self,
        alter: str,
        contracted: list[ScenarioClaim],
        fate: Fate,
        reason: str,
        heirs: tuple[str, ...],
    ) -> Alter:
        claims = {link.claim.claim_id: link.claim for link in contracted}
        affirming = [claim for claim in claims.values() if claim.stance == AFFIRMS]
        names = self.scenarios.evidence.names()
        parts = {bond.part for bond in _bonds(contracted, self.scenarios)}
        sources = {source for claim in affirming for source in claim.sources}
        return Alter(
            id=alter,
            name=names.get(alter, alter),
            label=_label(alter, claims),
            fate=fate,
            parts=tuple(sorted(parts)),
            reason=reason,
            types=tuple(sorted({claim.type for claim in affirming})),
            since=since_when(affirming),
            certain=any(
                claim.certain and all(h.certain for h in link.holdings)
                for link in contracted
                if (claim := link.claim).stance == AFFIRMS
            ),
            disputed=any(
                claim.stance != AFFIRMS or claim.conflict_set in self.conflicts
                for claim in claims.values()
            ),
            claims=tuple(sorted(claims)),
            sources=tuple(sorted(sources)),
            heirs=heirs,
            likelihood=likelihood((link.claim, _chance(link)) for link in contracted),
        )


def _chance(link: ScenarioClaim) -> float:
    """Give the confidence in a claim times the likelihood that its posts are held so."""
    held = (1.0 if holding.given else likelihood_of(holding.claims) for holding in link.holdings)
    return link.claim.confidence * prod(held)


def _label(alter: str, claims: Mapping[str, Claim]) -> str:
    # No claim names those who are tied by the posts that they hold: persons.
    for claim in claims.values():
        if claim.start == alter:
            return claim.start_label
        if claim.end == alter:
            return claim.end_label
    return "Person"


def since_when(claims: Iterable[Claim]) -> str:
    """Give the earliest date stated or, marked ``seen``, observed; empty without any."""
    dates = []
    for claim in claims:
        stated, seen = claim.properties.get("valid_from"), claim.properties.get("first_seen")
        if stated:
            dates.append((day_of(claim, "possible_from"), str(stated)))
        elif seen:
            dates.append((day_of(claim, "certain_from"), f"seen {seen}"))
    return min(dates)[1] if dates else ""
