"""With every tie office-bound, full transfer and both hats, G1 is S contracted into P.

Contracting means: in G0 write S for P, drop loops, join parallel ties.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.claims.reading import Claim
from analytics.succession.drawn_network import draw_network
from analytics.succession.rates import PLAIN
from analytics.succession.sampling import plain_sample
from analytics.succession.scenarios import Scenario, Scenarios
from tests.analytics.succession_world import case, evidence, holds, said

POSTS = ("r/R1", "r/R2", "r/R3", "r/R4")
ENDS = (*POSTS[1:], "p/S", "p/X", "p/Y", "u/A", "u/B", "u/C")


@st.composite
def worlds(draw: st.DrawFn) -> list[Claim]:
    """Draw any claims, of which those of P all end on the post R1."""
    claims = [holds("p/P", "r/R1", end="2020-01-03"), holds("p/S", "r/R2")]
    if draw(st.booleans()):
        claims.append(holds("p/X", "r/R3"))
    if draw(st.booleans()):
        claims.append(holds("p/S", "r/R4"))
    pairs = st.tuples(st.sampled_from(("r/R1", *ENDS)), st.sampled_from(ENDS))
    for n, (start, end) in enumerate(draw(st.lists(pairs, min_size=1, max_size=14))):
        relation = draw(st.sampled_from(("DIRECTS", "REPORTS_TO", "TIED_TO")))
        claims.append(said(relation, start, end, key=f"{n:02}"))
    return claims


def pairs_of(scenario: Scenario, *, instead: dict[str, str]) -> set[frozenset[str]]:
    """List the tied pairs of a scenario with some vertices written as others, loops left out."""
    places = {vertex: n for n, vertex in enumerate(sorted(scenario.vertices))}
    names = sorted(scenario.vertices)
    network = draw_network(scenario, places, plain_sample([scenario], PLAIN))
    found = set()
    for (one, other), here in zip(network.ends, network.ties, strict=True):
        pair = {instead.get(names[v], names[v]) for v in (one, other)}
        if here[0] and len(pair) == 2:
            found.add(frozenset(pair))
    return found


@settings(deadline=None, max_examples=150)
@given(worlds())
def test_after_is_the_contraction(claims: list[Claim]) -> None:
    scenarios = Scenarios.of(case(keeps_posts=True), evidence(claims, deaths={"p/P": "2020-01-03"}))
    contracted = pairs_of(scenarios.before, instead={"p/P": "p/S"})
    assert pairs_of(scenarios.after(), instead={}) == contracted
