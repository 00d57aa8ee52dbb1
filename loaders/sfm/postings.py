"""What a row of the table of persons claims: who held which post in which unit."""

from __future__ import annotations

from collections.abc import Iterator

from graphdb.errors import Problem
from loaders.drafts import Drafts, claim_key
from loaders.records import Result
from loaders.sfm import files
from loaders.sfm.cells import credibility, dates
from loaders.sfm.nodes import post_id
from loaders.sfm.survey import Survey, is_acting, role_of
from loaders.sfm.units import known_sources
from loaders.sourcefiles import Row


def posting_claims(drafts: Drafts, found: Survey, row: Row) -> Iterator[Result]:
    """Make the claim of a posting: a post held, or membership where no post is known."""
    cells = row.cells
    unit = found.units.get(cells["Organization"])
    if unit is None:
        rule = "is not in the table of organizations"
        yield Problem(*row.place, "Organization", rule, cells["Organization"])
        return
    person = drafts.id("person", found.person_keys[cells["Name"]])
    when = dates(cells, files.POSTING_DATES)
    sources = known_sources(drafts, row, files.PERSON_SOURCES)
    post = found.posts.get((cells["Organization"], role_of(cells)))
    parts = [*when.values(), cells["Rank"], cells[files.TITLE]]
    if post is None:
        end = drafts.id("unit", unit.key)
        yield from drafts.claim(
            row.place,
            "MEMBER_OF",
            claim_key("MEMBER_OF", person, end, *parts),
            (person, end),
            sources,
            credibility=credibility(cells, "Confidence: Organization"),
            role=cells["Rank"],
            **when,
        )
        return
    end = post_id(drafts, post)
    graded = ["Confidence: Organization"]
    graded.append("Confidence: Role" if cells[files.ROLE] else "Confidence: Title")
    yield from drafts.claim(
        row.place,
        "HOLDS",
        claim_key("HOLDS", person, end, *parts),
        (person, end),
        sources,
        credibility=credibility(cells, *graded),
        rank=cells["Rank"],
        capacity="acting" if is_acting(cells) else None,
        note=_contexts(row),
        **when,
    )


def _contexts(row: Row) -> str:
    said = (
        ("start", row.cells["Context for start date"]),
        ("end", row.cells["Context for end date"]),
    )
    return "; ".join(f"{word}: {text.lower()}" for word, text in said if text)
