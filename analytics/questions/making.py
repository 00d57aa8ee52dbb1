"""Makes lines out of claims: those about the same thing become one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence

from analytics.claims.cited import Reading, Said
from analytics.claims.phrases import details, sentence, when
from analytics.questions.lines import Line


def make_line(
    reading: Reading,
    said: Sequence[Said],
    section: str,
    other: tuple[str, str],
    lead: str = "",
) -> Line:
    """Make one line of claims about the same thing.

    Parameters
    ----------
    reading
        What the claims were read with.
    said
        The claims, at least one.
    section
        The heading that the line stands under.
    other
        Id and name of whom or what the line leads to.
    lead
        How the line begins; the name, if nothing is given.
    """
    claims = [one.claim for one in said]
    more, time = details(claims, reading.names), when(claims)
    told = [part for part in (more, time) if part]
    begins = lead or other[1]
    return Line(
        section=section,
        relation=claims[0].type,
        id=other[0],
        name=other[1],
        text=f"{begins}: {'; '.join(told)}" if told else begins,
        details=more,
        when=time,
        evidence=reading.evidence(claims),
    )


def plain_line(reading: Reading, said: Sequence[Said], section: str) -> Line:
    """Make a line that reads as a sentence: start, verb, end."""
    claim = said[0].claim
    lead = sentence(claim)
    return make_line(reading, said, section, (claim.end, claim.end_name), lead)


def grouped(said: Iterable[Said], key: Callable[[Said], Hashable]) -> tuple[tuple[Said, ...], ...]:
    """Put claims with the same key together, in the order in which each first comes."""
    found: dict[Hashable, list[Said]] = {}
    for one in said:
        found.setdefault(key(one), []).append(one)
    return tuple(tuple(some) for some in found.values())


def same_thing(one: Said) -> tuple[str, str, str, str]:
    """Key of claims that say the same of the same two; modes of direction are told apart."""
    claim = one.claim
    return claim.type, claim.start, claim.end, str(claim.properties.get("mode") or "")


def strongest_first(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Sort lines: affirmed first, then the likeliest."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                not line.evidence.affirmed,
                -line.evidence.likelihood,
                line.name,
                line.id,
            ),
        )
    )
