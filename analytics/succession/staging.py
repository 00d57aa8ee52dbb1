"""The person-level graphs of a succession: before, with the post vacant, and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from analytics.claims import Claim
from analytics.contraction import POSITION, contract
from analytics.succession.bonds import Bond, bonds, previous_ties
from analytics.succession.counting import counts_before, seen_after
from analytics.succession.evidence import Evidence
from analytics.succession.posts import Holding, Posts
from analytics.succession.rates import Part
from analytics.succession.request import Case
from analytics.ties import contracted_claim


@dataclass(frozen=True)
class Strand:
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
class Stage:
    """One of the graphs: its ties, its vertices, and who has the post."""

    strands: tuple[Strand, ...]
    vertices: frozenset[str]
    holders: tuple[str, ...]

    def around(self, vertex: str) -> Iterator[Strand]:
        """Give the strands that end on a vertex."""
        return (strand for strand in self.strands if vertex in (strand.source, strand.target))


@dataclass(frozen=True)
class _End:
    vertex: str
    holding: Holding | None = None
    parts: frozenset[Part] = frozenset()


@dataclass(frozen=True)
class _Plan:
    """Who is gone and who stands in for whom in one stage."""

    posts: Mapping[str, tuple[Holding, ...]]
    gone: frozenset[str]
    heir: str | None = None
    out_of_office: bool = False


@dataclass(frozen=True)
class Stages:
    """Builds the graphs of one case out of its evidence.

    ``bonds`` tells for every claim of the predecessor in person what binds it.
    """

    case: Case
    evidence: Evidence
    posts: Posts
    claims: tuple[Claim, ...]
    bonds: Mapping[str, tuple[Bond, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, evidence: Evidence) -> Stages:
        """Choose the claims that count before the succession, and bind them."""
        claims = tuple(claim for claim in evidence.claims if counts_before(claim, case, evidence))
        previous = previous_ties(
            evidence.claims, case.positions, case.predecessor, case.appointed[0]
        )
        bound = {
            claim.claim_id: bonds(claim, case.predecessor, case.appointed, previous)
            for claim in claims
            if case.predecessor in (claim.start, claim.end)
        }
        first = cls(case, evidence, Posts(case, evidence), claims, bound)
        return replace(first, bonds=_settled(first))

    @cached_property
    def before(self) -> Stage:
        """G0: the day before, every post replaced by its holder."""
        return self._stage(_Plan(self.posts.before(), frozenset()))

    def without(self, gone: frozenset[str]) -> Stage:
        """Build the graph without some persons, who may include the predecessor: Gv."""
        leaves = self.case.predecessor in gone
        plan = _Plan(
            posts=self.posts.without(gone),
            gone=gone - {self.case.predecessor} if self.case.alive else gone,
            out_of_office=leaves and self.case.alive,
        )
        return self._stage(plan, still=self.before.vertices)

    def vacant(self) -> Stage:
        """Build Gv: without the predecessor and whoever is removed with them."""
        return self.without(self.case.removed | {self.case.predecessor})

    def after(self) -> Stage:
        """Build G1 as projected: the successor in the post."""
        case = self.case
        if case.same:
            return self.before
        if case.successor is None:
            return self.vacant()
        posts = self.posts.after()
        plan = _Plan(posts, case.gone, case.successor, out_of_office=case.alive)
        return self._stage(plan, still=self.before.vertices)

    def observed(self) -> Stage:
        """Build G1 out of what was seen in the year after the succession."""
        case = self.case
        if case.successor is None or case.same:
            return self.after()
        seen = [claim for claim in self.evidence.claims if seen_after(claim, case, self.evidence)]
        plan = _Plan(self.posts.observed(), case.gone, out_of_office=case.alive)
        return self._stage(plan, tuple(seen), still=self.before.vertices)

    def _stage(
        self,
        plan: _Plan,
        claims: tuple[Claim, ...] | None = None,
        still: frozenset[str] = frozenset(),
    ) -> Stage:
        strands = tuple(
            strand
            for claim in (self.claims if claims is None else claims)
            for strand in self._strands(claim, plan)
        )
        people = {self.case.predecessor, self.case.successor or self.case.predecessor}
        vertices = {end for strand in strands for end in strand.ends} | people | still
        held = [
            holding.person
            for post in self.case.positions
            for holding in plan.posts.get(post, ())
            if holding not in self.posts.fellows(post)
        ]
        return Stage(strands, frozenset(vertices - plan.gone), tuple(dict.fromkeys(held)))

    def _strands(self, claim: Claim, plan: _Plan) -> Iterator[Strand]:
        def stand_ins(end: str, label: str) -> Iterator[_End]:
            return self._ends(claim, end, label, plan)

        for start, end in contract(claim, stand_ins):
            link = contracted_claim(claim, start.vertex, end.vertex)
            passing = start if start.parts else end
            yield Strand(
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


def bonds_of(strand: Strand, stages: Stages) -> tuple[Bond, ...]:
    """Tell what binds one strand of the predecessor before the succession."""
    case = stages.case
    own = stages.bonds.get(strand.claim.claim_id)
    if own is not None:
        return own
    posts = [h.post for h in strand.holdings if h.person == case.predecessor]
    if set(posts) & set(case.positions):
        return (Bond(Part.OFFICE, "a source states it of the office"),)
    return ()


def _settled(stages: Stages) -> dict[str, tuple[Bond, ...]]:
    # A tie is one thing: what settles one of its claims settles those that say nothing themselves.
    predecessor = stages.case.predecessor
    ties: dict[str, list[Strand]] = {}
    for strand in stages.before.around(predecessor):
        ties.setdefault(strand.other(predecessor), []).append(strand)
    settled = dict(stages.bonds)
    for strands in ties.values():
        found = [bond for strand in strands for bond in bonds_of(strand, stages)]
        known = tuple({b.part: b for b in found if b.part is not Part.UNDETERMINED}.values())
        for strand in strands:
            own = stages.bonds.get(strand.claim.claim_id, ())
            if known and any(bond.part is Part.UNDETERMINED for bond in own):
                settled[strand.claim.claim_id] = known
    return settled
