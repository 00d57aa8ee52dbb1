"""Who stands for which post in each of the graphs of a succession."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from analytics.claims.history import Evidence
from analytics.claims.likelihood import likelihood_of
from analytics.claims.reading import AFFIRMS, HOLDS, Claim, day_of
from analytics.network.holders import preference
from analytics.scope import MIN_LIKELIHOOD
from analytics.succession.request import Case
from graphdb.validtime import ALWAYS, NEVER


@dataclass(frozen=True)
class Holding:
    """That a person has a post.

    Parameters
    ----------
    given
        It is what the question supposes, and is not in doubt.
    behind
        Holdings of the same post that go before this one: it counts where none of them does.
    """

    post: str
    person: str
    claims: tuple[Claim, ...] = ()
    given: bool = False
    behind: tuple[Holding, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it surely held on the day before the succession, or is supposed."""
        return self.given or any(c.certain and c.stance == AFFIRMS for c in self.claims)


Held = dict[str, tuple[Holding, ...]]


@dataclass(frozen=True)
class Posts:
    """Finds the holders of all posts in each graph of one case.

    ``least`` is the least likelihood, 0..1, with which somebody counts as the holder of a post on
    the day before, other than of those that pass.
    """

    case: Case
    evidence: Evidence
    least: float = MIN_LIKELIHOOD

    def before(self) -> Held:
        """Everyone in post the day before; the predecessor in those that pass."""
        return {**self._base, **self._given(self.case.predecessor)}

    def without(self, gone: frozenset[str]) -> Held:
        """Find the posts once some have gone; theirs are dormant unless somebody acts there."""
        case = self.case
        leaves = case.predecessor in gone
        away = gone - {case.predecessor} if case.alive else gone
        held = {post: self._left(post, away, case.day) for post in self._base | self._given("")}
        if leaves:
            held |= {
                post: self._acting(post, gone) + self._left_of(self.fellows(post), gone)
                for post in case.positions
            }
        else:
            held |= self._given(case.predecessor, gone)
        return held

    def after(self) -> Held:
        """Put the successor in place, whose earlier posts empty unless kept or refilled."""
        case = self.case
        assert case.successor is not None  # noqa: S101 - asked for only then
        held: Held = {}
        for post, everyone in self._base.items():
            keeps = case.successor not in {h.person for h in everyone} or self._keeps(post)
            away = case.gone if keeps else case.gone | {case.successor}
            held[post] = self._left(post, away, case.begins)
        return {**held, **self._given(case.successor, case.gone)}

    def observed(self) -> Held:
        """Find the holders a year after the succession; the successor in what passed."""
        case = self.case
        assert case.successor is not None  # noqa: S101 - asked for only then
        held = {
            post: self._left_of(everyone, case.gone)
            for post, everyone in self._holders(case.window_end).items()
        }
        return {**held, **self._given(case.successor, case.gone)}

    def fellows(self, post: str) -> tuple[Holding, ...]:
        """List who has the post beside the two, where several persons hold it at a time."""
        if post in self.evidence.single_holder:
            return ()
        two = {self.case.predecessor, self.case.successor}
        return tuple(h for h in self._base.get(post, ()) if h.person not in two)

    def _given(self, person: str, gone: frozenset[str] = frozenset()) -> Held:
        return {
            post: (Holding(post, person, given=True), *self._left_of(self.fellows(post), gone))
            for post in self.case.positions
        }

    @cached_property
    def _base(self) -> Held:
        return self._holders(self.case.before)

    def _left(self, post: str, away: frozenset[str], day: date) -> tuple[Holding, ...]:
        everyone = self._base.get(post, ())
        staying = self._left_of(everyone, away)
        if staying or not everyone:
            return staying
        followed = self._holders(day, sure_only=True).get(post, ())
        return self._left_of(followed, away)

    def _left_of(self, everyone: Iterable[Holding], away: frozenset[str]) -> tuple[Holding, ...]:
        return tuple(holding for holding in everyone if holding.person not in away)

    def _acting(self, post: str, gone: frozenset[str]) -> tuple[Holding, ...]:
        case = self.case
        found = [
            claim
            for claim in self._claims
            if claim.end == post
            and claim.stance == AFFIRMS
            and claim.properties.get("capacity") == "acting"
            and claim.start not in gone | {case.predecessor, case.successor}
            and case.day <= day_of(claim, "possible_from") <= max(case.begins, case.day)
        ]
        return self._ranked(post, found, case.day)

    def _keeps(self, post: str) -> bool:
        case = self.case
        if case.keeps_posts is not None:
            return case.keeps_posts
        own = [c for c in self._claims if c.start == case.successor and c.stance == AFFIRMS]
        hats = any(
            claim.properties.get("capacity") == "dual-hatted"
            and claim.end in (post, *case.positions)
            and day_of(claim, "possible_until") > case.begins
            for claim in own
        )
        stated = any(
            claim.end == post
            and case.begins < day_of(claim, "certain_until")
            and day_of(claim, "possible_until") != NEVER
            for claim in own
        )
        return hats or stated

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        held = (claim for claim in self.evidence.claims if claim.type == HOLDS)
        return tuple(
            replace(claim, at=max(self.case.before, day_of(claim, "certain_from")))
            for claim in held
            if self._known(claim)
        )

    def _known(self, claim: Claim) -> bool:
        # Appointments are public when they are made, though a dataset may cite a later source.
        case = self.case
        of_the_two = claim.start in (case.predecessor, case.successor)
        if of_the_two and claim.end in case.positions:
            return True
        if case.posts_known_by is not None:
            return claim.reported_on <= case.posts_known_by
        begun = of_the_two or day_of(claim, "certain_from") < case.day
        return begun or case.known_by is None or claim.reported_on <= case.known_by

    def _holders(self, day: date, *, sure_only: bool = False) -> Held:
        grouped: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            low = day_of(claim, "certain_from" if sure_only else "possible_from")
            high = day_of(claim, "certain_until" if sure_only else "possible_until")
            if low <= day < high and not self._too_late(claim, day):
                grouped[claim.end].append(claim)
        return {post: self._ranked(post, claims, day) for post, claims in grouped.items()}

    def _too_late(self, claim: Claim, day: date) -> bool:
        # First seen in the post after the day, and nobody says since when; or dead by then.
        unstated = day_of(claim, "possible_from") == ALWAYS
        later = unstated and day_of(claim, "certain_from") > day
        return later or self.evidence.is_dead(claim.start, day)

    def _ranked(self, post: str, claims: list[Claim], day: date) -> tuple[Holding, ...]:
        by_person: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_person[claim.start].append(claim)
        groups = [g for g in by_person.values() if self._is_likely(g)]
        groups.sort(key=preference)
        if post not in self.evidence.single_holder:
            return tuple(Holding(post, group[0].start, tuple(group)) for group in groups)
        sure = [group for group in groups if any(_surely(claim, day) for claim in group)]
        found: list[Holding] = []
        for group in sure or groups[:1]:
            found.append(Holding(post, group[0].start, tuple(group), behind=tuple(found)))
        return tuple(found)

    def _is_likely(self, group: list[Claim]) -> bool:
        if not any(claim.stance == AFFIRMS for claim in group):
            return False
        if group[0].end in self.case.positions:
            return True
        return likelihood_of(group) >= self.least


def _surely(claim: Claim, day: date) -> bool:
    held = day_of(claim, "certain_from") <= day < day_of(claim, "certain_until")
    return held and claim.stance == AFFIRMS
