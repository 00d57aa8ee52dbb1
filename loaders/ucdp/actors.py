"""Actors as all UCDP datasets number and name them."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.countries import country_code
from loaders.drafts import Drafts
from loaders.records import Place, Result

PUBLISHER = "Uppsala Conflict Data Program"
_GOVERNMENT = "Government of "
_ELEMENTS = " elements"


def actor_id(number: str) -> str:
    """Make the id of an actor: one namespace, since all UCDP datasets share their numbers."""
    return f"ucdp/{number}"


def is_government(name: str) -> bool:
    """Tell whether a name is that of a government, which stands for its state."""
    return name.startswith(_GOVERNMENT)


def is_counted_as_state(name: str) -> bool:
    """Tell whether the counts of supporters take a name for a state; "Thai elements" are one."""
    return is_government(name) or name.endswith(_ELEMENTS)


def actor_node(
    drafts: Drafts,
    place: Place,
    number: str,
    name: str,
    kind: str = "armed_group",
    aliases: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
) -> Iterator[Result]:
    """Make the record of an actor; a government becomes its state."""
    if is_government(name):
        plain = name.removeprefix(_GOVERNMENT)
        others = [alias for alias in (name, *aliases) if alias != plain]
        yield from drafts.node(
            place,
            "State",
            actor_id(number),
            name=plain,
            aliases=list(dict.fromkeys(others)),
            country=country_code(plain),
        )
        return
    yield from drafts.node(
        place,
        "Organization",
        actor_id(number),
        name=name,
        kind="state_security_force" if name.endswith(_ELEMENTS) else kind,
        aliases=[alias for alias in dict.fromkeys(aliases) if alias != name],
        countries=list(dict.fromkeys(countries)),
    )
