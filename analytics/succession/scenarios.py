"""The person-level graphs of a succession: before, with the post vacant, and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analytics.claims.history import Evidence
from analytics.claims.likelihood import likely
from analytics.claims.reading import Claim, as_of, day_of
from analytics.network.contraction import POSITION, contract
from analytics.network.ties import contracted_claim
from analytics.scope import MIN_LIKELIHOOD
from analytics.succession.bonds import Bond, bonds, previous_ties
from analytics.succession.counting import counts_before, seen_after
from analytics.succession.posts import Holding, Posts
from analytics.succession.rates import Part
from analytics.succession.request import Case


@dataclass(frozen=True)
class ScenarioClaim:
    """One claim between two vertices, with what has to hold besides for it to be a tie.

    Parameters
    ----------
    source, target
        The ends, the superior first; in no order where ``mutual``.
    holdings
        Who has to hold which posts.
    parts
        How the tie is bound, where it reaches the successor only by passing; empty elsewhere.
    alter
        With whom it is that the tie passes.
    """

    source: str
    target: str
    mutual: bool
    claim: Claim
    holdings: tuple[Holding, ...] = ()
    parts: frozenset[Part] = frozenset()
    alter: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """The two ends in order."""
        return (min(self.source, self.target), max(self.source, self.target))

    def other(self, end: str) -> str:
        """Name the end that is not ``end``."""
        return self.target if self.source == end else self.source


@dataclass(frozen=True)
class Scenario:
    """One of the graphs: its ties, its vertices, and who has the post."""

    contracted: tuple[ScenarioClaim, ...]
    vertices: frozenset[str]
    holders: tuple[str, ...]

    def around(self, vertex: str) -> Iterator[ScenarioClaim]:
        """Give the contracted that end on a vertex."""
        return (link for link in self.contracted if vertex in (link.source, link.target))


@dataclass(frozen=True)
class _End:
    vertex: str
    holding: Holding | None = None
    parts: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class _Plan:
    """Who is gone and who stands in for whom in one scenario."""

    posts: Mapping[str, tuple[Holding, ...]]
    gone: frozenset[str]
    heir: str | None = None
    out_of_office: bool = False


@dataclass(frozen=True)
class Scenarios:
    """Builds the graphs of one case out of its evidence.

    ``bonds`` tells for every claim of the predecessor in person what binds it. ``weaker`` are the
    claims of statements that are left out as less likely than was asked for.
    """

    case: Case
    evidence: Evidence
    posts: Posts
    claims: tuple[Claim, ...]
    bonds: Mapping[str, tuple[Bond, ...]] = field(default_factory=dict)
    weaker: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, case: Case, evidence: Evidence, least: float = MIN_LIKELIHOOD) -> Scenarios:
        """Choose the claims that count before the succession, and bind them.

        Parameters
        ----------
        least
            The least likelihood, 0..1, of a statement on the day before; 0 for draws of doubt.
        """
        counted = (claim for claim in evidence.claims if counts_before(claim, case, evidence))
        every = as_of(counted, case.before, evidence.claims)
        claims = likely(every, least)
        kept = {claim.claim_id for claim in claims}
        previous = previous_ties(
            evidence.claims, case.positions, case.predecessor, case.appointed[0]
        )
        bound = {
            claim.claim_id: bonds(claim, case.predecessor, case.appointed, previous)
            for claim in claims
            if case.predecessor in (claim.start, claim.end)
        }
        weaker = tuple(claim for claim in every if claim.claim_id not in kept)
        posts = Posts(case, evidence, least)
        first = cls(case, evidence, posts, claims, bound, weaker)
        return replace(first, bonds=_settled(first))

    @cached_property
    def before(self) -> Scenario:
        """G0: the day before, every post replaced by its holder."""
        return self._stage(_Plan(self.posts.before(), frozenset()))

    def without(self, gone: frozenset[str]) -> Scenario:
        """Build the graph without some persons, who may include the predecessor: Gv."""
        leaves = self.case.predecessor in gone
        plan = _Plan(
            posts=self.posts.without(gone),
            gone=gone - {self.case.predecessor} if self.case.alive else gone,
            out_of_office=leaves and self.case.alive,
        )
        return self._stage(plan, still=self.before.vertices)

    def vacant(self) -> Scenario:
        """Build Gv: without the predecessor and whoever is removed with them."""
        return self.without(self.case.removed | {self.case.predecessor})

    def after(self) -> Scenario:
        """Build G1 as projected: the successor in the post."""
        case = self.case
        if case.same:
            return self.before
        if case.successor is None:
            return self.vacant()
        posts = self.posts.after()
        plan = _Plan(posts, case.gone, case.successor, out_of_office=case.alive)
        return self._stage(plan, still=self.before.vertices)

    def observed(self) -> Scenario:
        """Build G1 out of what was seen in the year after the succession."""
        case = self.case
        if case.successor is None or case.same:
            return self.after()
        before = {claim.claim_id: claim for claim in (*self.claims, *self.weaker)}
        weak = {claim.claim_id for claim in self.weaker}
        seen = [
            before.get(claim.claim_id, claim)
            for claim in self.evidence.claims
            if seen_after(claim, case, self.evidence)
            and (claim.claim_id not in weak or day_of(claim, "certain_from") > case.before)
        ]
        plan = _Plan(self.posts.observed(), case.gone, out_of_office=case.alive)
        return self._stage(plan, tuple(seen), still=self.before.vertices)

    def _stage(
        self,
        plan: _Plan,
        claims: tuple[Claim, ...] | None = None,
        still: frozenset[str] = frozenset(),
    ) -> Scenario:
        contracted = tuple(
            link
            for claim in (self.claims if claims is None else claims)
            for link in self._contracted(claim, plan)
        )
        people = {self.case.predecessor, self.case.successor or self.case.predecessor}
        vertices = {end for link in contracted for end in link.ends} | people | still
        held = [
            holding.person
            for post in self.case.positions
            for holding in plan.posts.get(post, ())
            if holding not in self.posts.fellows(post)
        ]
        return Scenario(contracted, frozenset(vertices - plan.gone), tuple(dict.fromkeys(held)))

    def _contracted(self, claim: Claim, plan: _Plan) -> Iterator[ScenarioClaim]:
        def stand_ins(end: str, label: str) -> Iterator[_End]:
            return self._ends(claim, end, label, plan)

        for start, end in contract(claim, stand_ins):
            link = contracted_claim(claim, start.vertex, end.vertex)
            passing = start if start.parts else end
            yield ScenarioClaim(
                source=link.source,
                target=link.target,
                mutual=link.mutual,
                claim=claim,
                holdings=tuple(e.holding for e in (start, end) if e.holding is not None),
                parts=passing.parts,
                alter=(end if passing is start else start).vertex,
            )

    def _ends(self, claim: Claim, end: str, label: str, plan: _Plan) -> Iterator[_End]:
        if label == POSITION:
            passes = plan.heir is not None and end in self.case.positions
            parts = frozenset({Part.OFFICE}) if passes else frozenset()
            for holding in plan.posts.get(end, ()):
                yield _End(holding.person, holding, parts)
            return
        bound = frozenset(bond.part for bond in self.bonds.get(claim.claim_id, ()))
        if end == self.case.predecessor and plan.heir is not None:
            yield _End(plan.heir, None, bound)
        stays = not (end == self.case.predecessor and plan.out_of_office and bound == {Part.OFFICE})
        if end not in plan.gone and stays:
            yield _End(end)


def bonds_of(link: ScenarioClaim, scenarios: Scenarios) -> tuple[Bond, ...]:
    """Tell what binds one claim of the predecessor before the succession."""
    case = scenarios.case
    own = scenarios.bonds.get(link.claim.claim_id)
    if own is not None:
        return own
    posts = [h.post for h in link.holdings if h.person == case.predecessor]
    if set(posts) & set(case.positions):
        return (Bond(Part.OFFICE, "a source states it of the office"),)
    return ()


def _settled(scenarios: Scenarios) -> dict[str, tuple[Bond, ...]]:
    # A tie is one thing: what settles one of its claims settles those that say nothing themselves.
    predecessor = scenarios.case.predecessor
    ties: dict[str, list[ScenarioClaim]] = {}
    for link in scenarios.before.around(predecessor):
        ties.setdefault(link.other(predecessor), []).append(link)
    settled = dict(scenarios.bonds)
    for contracted in ties.values():
        found = [bond for link in contracted for bond in bonds_of(link, scenarios)]
        known = tuple({b.part: b for b in found if b.part is not Part.UNDETERMINED}.values())
        for link in contracted:
            own = scenarios.bonds.get(link.claim.claim_id, ())
            if known and any(bond.part is Part.UNDETERMINED for bond in own):
                settled[link.claim.claim_id] = known
    return settled
