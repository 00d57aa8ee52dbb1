"""Who holds what on a day, how, and with whose consent: pure functions over claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal, cast

from analytics.claims.likelihood import likelihood
from analytics.claims.parallel import is_disputed
from analytics.claims.reading import AFFIRMS, DENIES, Claim, day_of
from analytics.claims.sponsored import PRESENCE
from analytics.territory.ground import Ground, Location

HOLDS_TERRITORY = "HOLDS_TERRITORY"
UNKNOWN = "unknown"

HoldKind = Literal["controls", "contested", "operates"]
ConsentWord = Literal["granted", "tolerated", "not_sought", "contested", "denied", "unknown"]


@dataclass(frozen=True)
class Consent:
    """A host's consent in law and in fact, whose consent it is, and what it rests on."""

    de_jure: ConsentWord
    de_facto: ConsentWord
    authority: str
    basis: str
    claim: str
    authority_name: str = ""


@dataclass(frozen=True)
class Foothold:
    """One place that an actor holds or operates in, as far as claims name it.

    ``contested`` says that a source denies or doubts it, ``certain`` that it surely was so on the
    day.
    """

    place: str
    how: Literal["controls", "operates"]
    contested: bool
    certain: bool


@dataclass(frozen=True)
class Hold:
    """What one actor has in one unit (or in a country at large).

    Parameters
    ----------
    actor, name, label
        Who.
    spot
        Id of the unit, or of the country where claims say no more than that.
    claims
        Every claim on the actor's presence there, of every stance, in the order of their ids.
    conflicts
        Conflict sets in which more than one thing is affirmed.
    """

    actor: str
    name: str
    label: str
    spot: str
    claims: tuple[Claim, ...]
    conflicts: frozenset[str] = frozenset()

    @cached_property
    def groups(self) -> tuple[tuple[Claim, ...], ...]:
        """The claims by place, control apart from presence, denials of presence with both."""
        found: dict[tuple[str, bool], list[Claim]] = defaultdict(list)
        for claim in self.claims:
            found[claim.end, claim.type == HOLDS_TERRITORY].append(claim)
        for (place, control), group in found.items():
            if control:
                beside = found.get((place, False), [])
                group += [claim for claim in beside if claim.stance == DENIES]
        return tuple(tuple(group) for _, group in sorted(found.items()) if _affirmed(group))

    @property
    def kind(self) -> HoldKind:
        """Controls, operates, or contested where somebody denies or doubts the one or the other."""
        for control in (True, False):
            groups = [group for group in self.groups if _is_control(group) == control]
            if groups:
                if all(is_disputed(group, self.conflicts) for group in groups):
                    return "contested"
                return "controls" if control else "operates"
        return "contested"

    @property
    def claimed(self) -> Literal["controls", "operates"]:
        """What is affirmed, contested or not."""
        return "controls" if any(_is_control(group) for group in self.groups) else "operates"

    @property
    def certain(self) -> bool:
        """Whether an affirming claim surely holds on the day."""
        return any(claim.certain for claim in self.affirming)

    @property
    def affirming(self) -> tuple[Claim, ...]:
        """The claims that say so."""
        return tuple(claim for claim in self.claims if claim.stance == AFFIRMS)

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places that affirming claims name."""
        return tuple(sorted({claim.end for claim in self.affirming}))

    @property
    def footholds(self) -> tuple[Foothold, ...]:
        """What is affirmed of each place: control where it is held, else presence."""
        found: dict[str, Foothold] = {}
        for group in self.groups:  # Of one place, presence comes before control.
            found[group[0].end] = Foothold(
                place=group[0].end,
                how="controls" if _is_control(group) else "operates",
                contested=is_disputed(group, self.conflicts),
                certain=any(claim.certain for claim in group if claim.stance == AFFIRMS),
            )
        return tuple(found[place] for place in sorted(found))

    @property
    def likelihood(self) -> float:
        """That the actor is there at all, by all claims together: 0..1."""
        return likelihood((claim, claim.confidence) for group in self.groups for claim in group)

    @cached_property
    def consents(self) -> tuple[Consent, ...]:
        """What affirming claims say of consent, once each; those that say nothing only if alone."""
        every = [_consent(claim) for claim in self.affirming]
        telling = [one for one in every if {one.de_jure, one.de_facto} != {UNKNOWN}]
        found = {(one.de_jure, one.de_facto, one.authority): one for one in reversed(telling)}
        return tuple(found[key] for key in sorted(found)) or tuple(every[:1])

    @property
    def facto(self) -> tuple[ConsentWord, ...]:
        """The words for consent in fact; ``unknown`` only where there is no other."""
        words = {one.de_facto for one in self.consents}
        return tuple(sorted(words - {"unknown"})) or ("unknown",)


def holds_of(
    ground: Ground,
    claims: Iterable[Claim],
    conflicts: frozenset[str] = frozenset(),
    hosts: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Hold, ...]:
    """Join claims of presence to one hold an actor and unit; what nobody affirms is left out.

    ``hosts`` are the countries of states, by id. What is said of a crossing counts for both units
    that it joins, but one state's consent only on its own side.
    """
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type in PRESENCE and claim.end in ground.locations:
            spots = ground.spots(claim.end)
            for spot in spots:
                abroad = len(spots) > 1 and _elsewhere(claim, ground.locations[spot], hosts)
                found[spot, claim.start].append(_without_consent(claim) if abroad else claim)
    return tuple(
        Hold(actor, group[0].start_name, group[0].start_label, spot, _sorted(group), conflicts)
        for (spot, actor), group in sorted(found.items())
        if _affirmed(group)
    )


def first_day(claims: Iterable[Claim]) -> date | None:
    """Find the first day that any affirming claim speaks of."""
    days = [
        day_of(claim, "possible_from" if _stated(claim) else "certain_from")
        for claim in claims
        if claim.stance == AFFIRMS
    ]
    return min(days, default=None)


def by_spot(holds: Iterable[Hold]) -> Mapping[str, tuple[Hold, ...]]:
    """Sort holds by unit or country."""
    found: dict[str, list[Hold]] = defaultdict(list)
    for hold in holds:
        found[hold.spot].append(hold)
    return {spot: tuple(here) for spot, here in found.items()}


def _stated(claim: Claim) -> bool:
    return bool(claim.properties.get("valid_from"))


def _elsewhere(claim: Claim, spot: Location, hosts: Mapping[str, str]) -> bool:
    country = hosts.get(str(claim.properties.get("consent_by") or ""))
    return country is not None and country != spot.country


def _without_consent(claim: Claim) -> Claim:
    kept = {key: said for key, said in claim.properties.items() if not key.startswith("consent_")}
    return replace(claim, properties=kept)


def _affirmed(group: Iterable[Claim]) -> bool:
    return any(claim.stance == AFFIRMS for claim in group)


def _is_control(group: tuple[Claim, ...]) -> bool:
    return any(claim.type == HOLDS_TERRITORY and claim.stance == AFFIRMS for claim in group)


def _sorted(group: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted(group, key=lambda claim: claim.claim_id))


def _consent(claim: Claim) -> Consent:
    said = claim.properties
    return Consent(
        de_jure=cast(ConsentWord, said.get("consent_de_jure") or UNKNOWN),
        de_facto=cast(ConsentWord, said.get("consent_de_facto") or UNKNOWN),
        authority=str(said.get("consent_by") or ""),
        basis=str(said.get("consent_basis") or ""),
        claim=claim.claim_id,
    )
