"""Units, persons and posts as records."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.countries import country_code
from loaders.drafts import Drafts
from loaders.records import Result
from loaders.sfm.cells import credibility
from loaders.sfm.survey import COMMANDER, DEPUTIES, Post, Survey, Unit

_JOINT = ("joint task force", "peacekeeping")
_PLACEHOLDER = "placeholder"


def unit_nodes(drafts: Drafts, found: Survey) -> Iterator[Result]:
    """Make the record of every unit."""
    for name, unit in found.units.items():
        code = country_code(unit.country) if unit.country else None
        said = [f"classified as {unit.classification}"] if unit.classification else []
        yield from drafts.node(
            unit.place,
            "Organization",
            drafts.id("unit", unit.key),
            name=name,
            aliases=[alias for alias in unit.aliases if alias != name],
            kind=_kind(unit),
            countries=[code] if code else [],
            description="; ".join(said),
        )


def _kind(unit: Unit) -> str:
    said = unit.classification.lower()
    if "irregulars" in said:
        return "armed_group"
    if any(word in said for word in _JOINT):
        return "umbrella"
    if said == "government":
        return "government_body"
    return "unit" if unit.has_parent or said == _PLACEHOLDER else "state_security_force"


def person_nodes(drafts: Drafts, found: Survey) -> Iterator[Result]:
    """Make the record of every person; the publisher tells persons apart by name alone."""
    for name, (place, aliases) in found.persons.items():
        yield from drafts.node(
            place,
            "Person",
            drafts.id("person", found.person_keys[name]),
            name=name,
            aliases=[alias for alias in aliases if alias != name],
        )


def post_nodes(drafts: Drafts, found: Survey) -> Iterator[Result]:
    """Make every post, with the unit that it is in and commands, and what it is deputy to."""
    for post in found.posts.values():
        yield from drafts.node(
            post.place,
            "Position",
            post_id(drafts, post),
            name=post.name,
            aliases=[title for title in post.titles if title != post.name],
            single_holder=True if post.role == COMMANDER else None,
        )
    for post in found.posts.values():
        yield from _post_claims(drafts, found, post)


def post_id(drafts: Drafts, post: Post) -> str:
    """Make the id of a post."""
    return drafts.id("position", post.key)


def _post_claims(drafts: Drafts, found: Survey, post: Post) -> Iterator[Result]:
    own, unit = post_id(drafts, post), drafts.id("unit", found.units[post.unit].key)
    sources = [source for s in post.sources if drafts.has(source := drafts.id("source", s))]
    grade = credibility({"said": post.credibility}, "said")
    wanted = [("POST_IN", "post-in", unit)]
    if post.role == COMMANDER:
        wanted.append(("COMMANDS", "commands", unit))
    chief = found.posts.get((post.unit, COMMANDER))
    if post.role in DEPUTIES and chief is not None:
        wanted.append(("DEPUTY_TO", "deputy-to", post_id(drafts, chief)))
    for claim_type, word, end in wanted:
        yield from drafts.claim(
            post.place,
            claim_type,
            f"{word}/{post.key}",
            (own, end),
            sources,
            credibility=grade,
            first_seen=min(post.seen, default=None),
            last_seen=max(post.seen, default=None),
        )
