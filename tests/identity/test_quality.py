"""Proposals on the publishers' real files: what must be found, what must not, and how well."""

from __future__ import annotations

import re

import pytest

from loaders.identity.blocking import candidates
from loaders.identity.comparing import Rarity
from loaders.identity.proposals import Proposal
from loaders.identity.subjects import Subject
from tests.identity import evaluation, publishers

pytestmark = pytest.mark.skipif(
    not (publishers.DATA / "ofac_sdn" / "sdn.csv").exists(),
    reason=f"the publishers' files are not in {publishers.DATA} (PROXYGRAPH_TEST_DATA)",
)


@pytest.fixture(scope="module")
def subjects() -> list[Subject]:
    return evaluation.everybody()


@pytest.fixture(scope="module")
def made(subjects: list[Subject]) -> tuple[Proposal, ...]:
    return evaluation.proposals(subjects)


@pytest.fixture(scope="module")
def proposed(made: tuple[Proposal, ...]) -> set[frozenset[str]]:
    return {frozenset((one.left.id, one.right.id)) for one in made}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ofac-sdn/13107", "person/esmail-qaani"),
        ("ofac-sdn/10481", "person/qasem-soleimani"),
        ("ucdp-actor/1091", "organization/houthis"),
        ("mapping-militants/361", "organization/kataib-hezbollah"),
        ("mapping-militants/81", "organization/hezbollah"),
        ("ofac-sdn/4697", "organization/hezbollah"),
        ("ofac-sdn/11462", "organization/kataib-hezbollah"),
    ],
)
def test_finds(one: str, other: str, proposed: set[frozenset[str]]) -> None:
    assert frozenset((one, other)) in proposed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ofac-sdn/4697", "organization/houthis"),
        ("ofac-sdn/4697", "ucdp-actor/1091"),
        ("ofac-sdn/4697", "organization/hezbollah-external-security-organization"),
        ("ofac-sdn/11462", "organization/islamic-resistance-in-iraq"),
        ("ofac-sdn/4695", "organization/qassam-brigades"),
        ("mapping-militants/81", "organization/kataib-hezbollah"),
        ("mapping-militants/361", "organization/hezbollah"),
        ("ofac-sdn/21403", "person/imad-mughniyeh"),
        *((f"ofac-sdn/{n}", "person/qasem-soleimani") for n in (7866, 21806, 27854, 28919)),
    ],
)
def test_does_not_join(one: str, other: str, proposed: set[frozenset[str]]) -> None:
    assert frozenset((one, other)) not in proposed


def test_every_proposal_says_why(made: tuple[Proposal, ...]) -> None:
    assert made
    for proposal in made:
        assert 0 <= proposal.score <= 1
        assert proposal.why.startswith("They are")
        assert proposal.left.dataset != proposal.right.dataset
        assert proposal.left.label == proposal.right.label


def test_the_labelled_set_is_large_and_hard() -> None:
    pairs = evaluation.labelled()
    different = sum(not pair.same for pair in pairs)
    assert len(pairs) >= 150
    assert different >= len(pairs) / 2
    assert len({frozenset((pair.left, pair.right)) for pair in pairs}) == len(pairs)


def test_quality_is_what_the_page_says(subjects: list[Subject], made: tuple[Proposal, ...]) -> None:
    found = evaluation.quality(subjects, made)
    page = (publishers.ROOT / "docs" / "identity.md").read_text(encoding="utf-8")
    stated = dict(re.findall(r"^\| (precision|recall) \| ([\d.]+) ", page, re.MULTILINE))
    assert f"{found.precision:.2f}" == stated["precision"]
    assert f"{found.recall:.2f}" == stated["recall"]
    assert found.precision >= 0.95
    assert found.recall >= 0.85


def test_few_pairs_are_compared(subjects: list[Subject]) -> None:
    """What makes the sanctions list a matter of seconds: one pair in 500 is looked at."""
    listed = [subject for subject in subjects if subject.dataset == "ofac-sdn"]
    others = [subject for subject in subjects if subject.dataset != "ofac-sdn"]
    rarity = Rarity({(s.dataset, s.id): s for s in subjects}.values())
    compared = sum(1 for _ in candidates(listed, others, rarity))
    print(f"\n{compared:,} of {len(listed) * len(others):,} pairs are compared")  # noqa: T201
    assert 0 < compared < len(listed) * len(others) / 500
