"""Laws of the likelihood of a statement on a day, for any claims; no server."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analytics.claims.likelihood import lasting, likelihood, likely
from analytics.claims.likelihood_words import SCALE, confidence_in, likelihood_word, percent
from analytics.claims.reading import Claim, as_of, statement
from analytics.network.monte_carlo import DrawPlan, drawn_claims
from graphdb.grades import CREDIBILITY, RELIABILITY, confidence
from graphdb.validtime import ALWAYS, NEVER, claim_bounds, shifted
from tests.analytics.samples import made

PAIRS = {
    "SPONSORS": ("state/s", "org/a"),
    "HOLDS": ("person/p", "post/r"),
    "TIED_TO": ("person/p", "person/q"),
    "DESIGNATED": ("state/s", "org/a"),
}
"""Types with a curve of their own, with the pooled one, and with none."""

FIRST, LAST = date(1995, 1, 1), date(2024, 12, 31)
DAYS = st.dates(FIRST, LAST)
TINY = 1e-9


@st.composite
def written(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS) -> str:
    """A date of any precision."""
    day = draw(days)
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def dates(draw: st.DrawFn) -> dict[str, str]:
    """What a source may say of when: seen from and to, a start, an end, both, or nothing."""
    one, other = sorted((draw(DAYS), draw(DAYS)))
    early, late = draw(written(st.just(one))), draw(written(st.just(other)))
    return draw(
        st.sampled_from(
            [
                {},
                {"first_seen": early},
                {"last_seen": late},
                {"first_seen": early, "last_seen": late},
                {"valid_from": early},
                {"valid_from": early, "valid_to": late},
                {"valid_from": early, "valid_to": ".."},
                {"valid_from": early, "last_seen": late},
                {"valid_to": late},
                {"valid_to": ".."},
            ]
        )
    )


@st.composite
def claims(draw: st.DrawFn, kind: str = "SPONSORS", stance: str = "affirms") -> Claim:
    """A claim of any grade and dates; its number is its id, so that there are no two of one."""
    reliability = draw(st.sampled_from(sorted(RELIABILITY)))
    credibility = draw(st.sampled_from(sorted(CREDIBILITY)))
    return dated(
        draw(dates()),
        draw(DAYS),
        kind=kind,
        stance=stance,
        claim_id=str(draw(st.integers(0, 10**9))),
        reliability=reliability,
        credibility=credibility,
        confidence=confidence(reliability, credibility),
        origins=tuple(draw(st.sets(st.sampled_from("abcdefghijklmno"), min_size=1, max_size=2))),
        extra=draw(
            st.sampled_from([{}, {}, {"pooled": True}, {"pooled": True, "alternatives": ["a"] * 4}])
        ),
    )


def dated(
    said: dict[str, str],
    reported_on: date = LAST,
    *,
    kind: str = "SPONSORS",
    extra: dict[str, object] | None = None,
    **fields: object,
) -> Claim:
    """Make a claim with the bounds that the loader would give it."""
    names = ("valid_from", "valid_to", "first_seen", "last_seen")
    bounds = dict(vars(claim_bounds(*(said.get(name) for name in names), reported_on)))
    if extra and extra.get("pooled"):
        bounds["certain_until"] = min(bounds["certain_from"], bounds["certain_until"])
    properties = {**said, **bounds, **(extra or {})}
    return made(kind, *PAIRS[kind], properties=properties, reported_on=reported_on, **fields)


def on(day: date, every: Sequence[Claim]) -> tuple[Claim, ...]:
    """See claims as of a day: those that may hold on it, as ``claims_over`` takes them."""
    return as_of([claim for claim in every if may_hold(claim, day)], day, every)


def may_hold(claim: Claim, day: date) -> bool:
    """The condition of ``cypher/analytics/claims_at.cypher``."""
    possible = [claim.properties[f"possible_{end}"] for end in ("from", "until")]
    return bool(possible[0] <= day < possible[1])  # type: ignore[operator]


def chance(some: Sequence[Claim]) -> float:
    return likelihood((claim, claim.confidence) for claim in some)


def last_seen(claim: Claim) -> date:
    """The last day on which a claim surely saw something, at the latest."""
    first, until = (claim.properties[f"certain_{end}"] for end in ("from", "until"))
    pooled = [date.max] if claim.properties.get("pooled") else []
    days = [first, shifted(until, -1), *pooled]  # type: ignore[arg-type]
    return max(days) if not pooled else LAST


kinds = st.sampled_from(sorted(PAIRS))
groups = kinds.flatmap(lambda kind: st.lists(claims(kind), max_size=6))
mixed = kinds.flatmap(
    lambda kind: st.tuples(
        st.lists(claims(kind), max_size=5), st.lists(claims(kind, "denies"), max_size=3)
    )
)


class TestAge:
    @given(groups, st.integers(0, 4000), st.integers(0, 8000))
    def test_the_longer_ago_the_last_sighting_the_less_likely(
        self, group: list[Claim], after: int, longer: int
    ) -> None:
        seen = max(map(last_seen, group), default=FIRST)
        soon, late = (shifted(seen, days) for days in (after, after + longer))
        assert chance(on(late, group)) <= chance(on(soon, group)) + TINY

    @given(kinds, DAYS, st.integers(0, 9000), st.integers(0, 9000), st.booleans())
    def test_an_older_sighting_says_less_even_beside_a_later_one(
        self, kind: str, day: date, one: int, other: int, bracketed: bool
    ) -> None:
        near, far = (seen(day, -days, kind) for days in sorted((one, other)))
        later = [seen(day, 400, kind, claim_id="2", origins=("b",))] if bracketed else []
        assert chance(on(day, [far, *later])) <= chance(on(day, [near, *later])) + TINY

    @given(st.integers(0, 9000), st.integers(0, 9000), DAYS)
    def test_what_does_not_age_stays(self, one: int, other: int, day: date) -> None:
        found = {chance(on(day, [seen(day, -days, "DESIGNATED")])) for days in (one, other)}
        assert found == {0.5}


def seen(day: date, away: int, kind: str = "SPONSORS", **fields: object) -> Claim:
    """A claim that something was seen on one day, so many days after another (before: negative)."""
    when = (day + timedelta(away)).isoformat()
    return dated({"first_seen": when, "last_seen": when}, kind=kind, **fields)


class TestAnotherSighting:
    @given(kinds.flatmap(lambda k: st.tuples(mixed_of(k), claims(k))), DAYS)
    @settings(max_examples=400)
    def test_never_makes_it_less_likely(self, told: tuple[list[Claim], Claim], day: date) -> None:
        group, more = told
        assume(may_hold(more, day))  # One that ends before, or starts after, is no sighting.
        assert chance(on(day, [*group, more])) >= chance(on(day, group)) - TINY

    def test_never_makes_it_less_likely_where_many_have_seen_it(self) -> None:
        day = date(2018, 1, 1)
        before = [seen(day, -300 - n, claim_id=f"b{n}", origins=(f"b{n}",)) for n in range(14)]
        after = seen(day, 300, claim_id="after", origins=("after",))
        found = [chance(on(day, [after, *before[:many]])) for many in range(1, 15)]
        assert all(one <= more + TINY for one, more in pairwise(found))

    @given(st.lists(claims("HOLDS"), min_size=11, max_size=16), DAYS)
    @settings(max_examples=50)
    def test_adds_up_however_many_there_are(self, group: list[Claim], day: date) -> None:
        found = [chance(on(day, group[:many])) for many in range(len(group) + 1)]
        told = [may_hold(claim, day) for claim in group]
        assert all(
            one <= more + TINY
            for (one, more), here in zip(pairwise(found), told, strict=True)
            if here
        )

    @given(st.lists(claims("HOLDS"), min_size=2, max_size=6), DAYS)
    @settings(max_examples=50)
    def test_all_combinations_of_true_claims_tried_one_by_one_come_to_the_same(
        self, group: list[Claim], day: date
    ) -> None:
        now = on(day, [replace(one, origins=(str(n),)) for n, one in enumerate(group)])
        expected = 0.0
        for true in product((False, True), repeat=len(now)):
            weight = math.prod(
                claim.confidence if right else 1 - claim.confidence
                for claim, right in zip(now, true, strict=True)
            )
            kept = [claim.observation for claim, right in zip(now, true, strict=True) if right]
            if kept:
                expected += weight * float(lasting(now[0].curve, kept)[0])
        assert chance(now) == pytest.approx(expected)

    def test_in_another_order_says_the_same_of_kin_who_also_work_together(self) -> None:
        day = date(2018, 1, 1)
        kin = seen(day, -9000, "TIED_TO", confidence=0.3, extra={"kind": "kinship"})
        work = seen(day, -9000, "TIED_TO", confidence=0.9, claim_id="2", origins=("b",))
        lasts = chance(on(day, [work])) / 0.9
        found = [chance(on(day, order)) for order in ([kin, work], [work, kin])]
        assert found == pytest.approx([1 - 0.7 * (1 - 0.9 * lasts)] * 2, abs=1e-9)


def mixed_of(kind: str) -> st.SearchStrategy[list[Claim]]:
    return st.lists(st.one_of(claims(kind), claims(kind, "denies")), max_size=7)


class TestOneClaim:
    @given(kinds.flatmap(claims), st.data())
    def test_on_a_day_on_which_it_was_seen_is_as_likely_as_it_is_trusted(
        self, claim: Claim, data: st.DataObject
    ) -> None:
        first, until = (claim.properties[f"certain_{end}"] for end in ("from", "until"))
        assert isinstance(first, date)
        assert isinstance(until, date)
        assume(first < until)
        (now,) = on(data.draw(st.dates(first, shifted(until, -1))), [replace(claim, origins="a")])
        assert now.certain
        assert chance([now]) == pytest.approx(claim.confidence)

    @given(kinds.flatmap(claims), DAYS)
    def test_does_not_hold_outside_its_stated_ends(self, claim: Claim, day: date) -> None:
        begins, ends = (claim.properties[f"possible_{end}"] for end in ("from", "until"))
        assert isinstance(begins, date)
        assert isinstance(ends, date)
        outside = [one for one in (shifted(begins, -1), day, ends) if not begins <= one < ends]
        for one in outside:
            # The filter that statements and claims_over share leaves nothing to judge; and by its
            # observation alone a stated start or end would give 0 as well.
            assert on(one, [claim]) == ()
            if ALWAYS < one < NEVER and begins < ends:
                assert replace(claim, at=one).observation.covered == 0


class TestBounds:
    @given(mixed, DAYS)
    def test_is_a_chance(self, told: tuple[list[Claim], list[Claim]], day: date) -> None:
        assert 0 <= chance(on(day, [*told[0], *told[1]])) <= 1

    @given(mixed, DAYS)
    def test_a_denial_never_makes_it_likelier(
        self, told: tuple[list[Claim], list[Claim]], day: date
    ) -> None:
        affirming, denying = told
        found = [chance(on(day, [*affirming, *denying[:many]])) for many in range(len(denying) + 1)]
        assert all(more <= one + TINY for one, more in pairwise(found))

    @given(st.lists(claims(stance="denies"), max_size=4), DAYS)
    def test_what_nobody_affirms_has_none(self, denying: list[Claim], day: date) -> None:
        assert chance(on(day, denying)) == 0


class TestDraws:
    """The closed form is the mean of draws, where an origin makes one claim each."""

    @given(kinds.flatmap(lambda k: mixed_of(k)), DAYS, st.integers(0, 2**32 - 1))
    @settings(max_examples=40, deadline=None)
    def test_give_the_same(self, group: list[Claim], day: date, seed: int) -> None:
        alone = [
            replace(claim, claim_id=f"c{number}", origins=(f"o{number}",))
            for number, claim in enumerate(group)
        ]
        now = list(on(day, alone))
        draws = 20_000
        truth = drawn_claims(now, DrawPlan(draws), np.random.default_rng(seed))
        holds = np.zeros(draws, dtype=bool)
        for claim in now:
            if claim.stance == "affirms":
                holds |= truth[claim.claim_id]
        expected = chance(now)
        # Six standard errors, and two more where the sides are weighed by shares in the draws.
        slack = 8 * math.sqrt(max(expected * (1 - expected), 1 / draws) / draws)
        assert holds.mean() == pytest.approx(expected, abs=slack)


class TestLikely:
    @given(mixed, DAYS, st.floats(0.01, 1))
    def test_keeps_denials_of_what_it_keeps_and_of_what_nobody_affirms(
        self, told: tuple[list[Claim], list[Claim]], day: date, least: float
    ) -> None:
        now = on(day, [*told[0], *told[1]])
        kept = likely(now, least)
        affirming = [claim for claim in now if claim.stance == "affirms"]
        enough = not affirming or chance(now) >= least
        assert kept == (now if enough else ())

    def test_keeps_all_where_nothing_is_asked(self) -> None:
        weak = seen(LAST, -9000, "HOLDS", confidence=0.01)
        assert likely(on(LAST, [weak]), 0) == on(LAST, [weak])
        assert likely(on(LAST, [weak])) == ()

    def test_judges_each_statement_by_itself(self) -> None:
        strong = seen(LAST, 0, "SPONSORS", confidence=0.9)
        weak = seen(LAST, 0, "HOLDS", confidence=0.4)
        assert {statement(one) for one in likely(on(LAST, [strong, weak]))} == {statement(strong)}


GOOD, FAIR = {"reliability": "B", "credibility": "2"}, {"reliability": "C", "credibility": "3"}


@pytest.mark.parametrize(
    ("origins", "grades", "level"),
    [
        (1, FAIR, "low"),
        (1, GOOD, "moderate"),
        (2, FAIR, "low"),
        (2, GOOD, "moderate"),
        (3, FAIR, "moderate"),
        (3, GOOD, "high"),
        (9, GOOD, "high"),
    ],
)
def test_confidence_goes_by_origins_and_grades_and_a_dispute_lowers_it(
    origins: int, grades: dict[str, str], level: str
) -> None:
    levels = ["low", "low", "moderate", "high"]
    group = [
        replace(seen(LAST, 0, claim_id=str(n), origins=(f"o{n}",)), **grades)  # type: ignore[arg-type]
        for n in range(origins)
    ]
    assert confidence_in(group) == level
    assert confidence_in(group, disputed=True) == levels[levels.index(level, 1) - 1]
    again = [*group, replace(group[0], claim_id="again")]
    assert confidence_in(again) == level, "the same origin twice is one"
    denial = replace(group[0], claim_id="denial", origins=("other",), stance="denies")
    assert confidence_in([*group, denial]) == level, "only those who affirm count"


def test_without_an_affirmation_confidence_is_low() -> None:
    assert confidence_in([]) == "low"


class TestWords:
    @pytest.mark.parametrize(("place", "least"), list(enumerate(least for least, _ in SCALE)))
    def test_each_begins_at_its_cut_point(self, place: int, least: float) -> None:
        words = [word for _, word in SCALE]
        assert likelihood_word(least) == words[place]
        if least:
            # Rounded to whole per cent, as it is shown beside the word.
            assert likelihood_word(least - 0.004) == words[place]
            assert likelihood_word(least - 0.006) == words[place + 1]

    def test_they_are_those_of_the_directive(self) -> None:
        assert [(least, word) for least, word in reversed(SCALE)] == [
            (0.00, "almost no chance"),
            (0.05, "very unlikely"),
            (0.20, "unlikely"),
            (0.45, "roughly even chance"),
            (0.55, "likely"),
            (0.80, "very likely"),
            (0.95, "almost certain"),
        ]

    @given(st.floats(0, 1))
    def test_the_scale_ends_before_0_and_100(self, share: float) -> None:
        assert 1 <= int(percent(share).rstrip("%")) <= 99
        assert likelihood_word(share)
