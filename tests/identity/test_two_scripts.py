"""Matching meets the names of the curated dataset in the other script."""

from __future__ import annotations

import csv
from functools import cache

import pytest

from loaders.identity.blocking import candidates
from loaders.identity.comparing import Rarity, alike
from loaders.identity.scoring import MATCHING_NAMES
from loaders.identity.subjects import Subject
from tests.analytics.questions.rows import DATA
from tests.names_in_two_scripts import NAMES


@cache
def subjects() -> tuple[tuple[Subject, ...], Rarity]:
    found = []
    for path in sorted((DATA / "actors").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        # Without the aliases, among which are spellings in Arabic script.
        found += [Subject("a", row["id"], row["label"], row["name"]) for row in rows]
    return tuple(found), Rarity(found)


@pytest.mark.parametrize(("bearer", "latin", "arabic"), NAMES)
def test_every_name_meets_its_bearer_first(bearer: str, latin: str, arabic: str) -> None:
    everyone, rarity = subjects()
    label = next(one.label for one in everyone if one.id == bearer)
    asked = Subject("b", "b/1", label, arabic)
    met = {other.id for _, other in candidates([asked], everyone, rarity)}
    scores = {
        one.id: max(
            alike(left, asked.names[0], rarity, person=label == "Person") for left in one.names
        )
        for one in everyone
        if one.label == label
    }
    assert bearer in met
    assert scores[bearer] >= MATCHING_NAMES, latin
    assert scores[bearer] == max(scores.values())
