"""Prints answers about territory."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from analytics.territory.corridor_words import ASSUMED, listed
from analytics.territory.ground import COUNTRY
from graphdb.validtime import in_order
from proxygraph.cli.options import echo_table

if TYPE_CHECKING:
    from analytics.claims.evidence import Evidence
    from analytics.territory.corridor_result import Corridor, Holder, Segment
    from analytics.territory.holds import Consent
    from analytics.territory.presence_result import Presence, Present, Tie

_WIDTH = 80
_HOLDERS = 3
_CITED = 3
_TIES = 3
_VERBS = {"controls": "controls", "operates": "operates in"}
_KINDS = {"Person": "person", "State": "state"}


def show_corridor(found: Corridor, *, cite: bool) -> None:
    """Print a corridor: the verdict, its segments, ways around, years, sources."""
    click.echo(f"{found.start} → {found.end} on {found.request.at}, for {found.sponsor_name}\n")
    for sentence in found.words:
        _wrapped(sentence)
    if not found.segments:
        return
    click.echo()
    _segments(found, everybody=cite)
    _detours(found)
    _years(found)
    click.echo("\nSources of each division" if cite else "\nNewest sources of each division")
    for number, segment in enumerate(found.segments, start=1):
        _sources(str(number), (holder.evidence for holder in segment.holders), cite)
    click.echo()
    _wrapped(ASSUMED)


def _segments(found: Corridor, *, everybody: bool) -> None:
    if found.enters_from:
        _wrapped(f"From {listed(found.enters_from)} into")
    for number, segment in enumerate(found.segments, start=1):
        chance = "" if segment.chance is None else f", in {segment.chance:.0%} of draws"
        click.echo(f"{number} {segment.name}, {segment.country}: {segment.state}{chance}")
        for crossing in segment.crossings:
            there = listed(crossing.holders) if crossing.holders else "nobody of the side on record"
            road = f", on the {listed(crossing.roads)}" if crossing.roads else ""
            _wrapped(f"border: {crossing.name}{road} ({there})", "    ")
        _holders(segment, None if everybody else _HOLDERS)
    _wrapped(
        "? seen on other days only; ! contested by a source. Draws are of all claims, however "
        "likely. Fighters are those of the whole group."
    )


def _holders(segment: Segment, most: int | None) -> None:
    for one in segment.holders[:most]:
        sure = "" if one.certain else " ?"
        through = f" (through {one.through})" if one.through else ""
        likely = _likely(one.evidence)
        _wrapped(f"{one.name}{through}: {_how(one)}{sure}{_fighters(one)}; {likely}", "    ")
        for consent in one.consents:
            _wrapped(_consent(consent, basis=False), "      ")
    more = segment.holders[most:] if most else ()
    if more:
        _wrapped(f"and {listed([one.name for one in more])}", "    ")


def _how(one: Holder) -> str:
    return f"{one.claimed} !" if one.kind == "contested" else one.kind


def _detours(found: Corridor) -> None:
    if found.detours:
        click.echo("\nOther ways, no more broken than this one")
    for other in found.detours:
        gaps = f" (gaps: {listed(other.gaps)})" if other.gaps else ""
        _wrapped(f"without {other.avoids}: {' – '.join(other.names)}{gaps}", "  ")


def _years(found: Corridor) -> None:
    if not found.years:
        return
    click.echo()
    rows = [
        (
            str(one.day),
            one.verdict,
            "–" if one.chance is None else f"{one.chance:.0%}",
            ", ".join(one.gaps) or "–",
            "; ".join(
                part
                for part in (
                    f"+ {', '.join(one.gained)}" if one.gained else "",
                    f"− {', '.join(one.lost)}" if one.lost else "",
                )
                if part
            ),
        )
        for one in found.years
    ]
    echo_table(
        "Over the years", ("as of", "way", "open", "gaps", "new on record (+), no more (−)"), rows
    )


def show_presence(found: Presence, *, cite: bool) -> None:
    """Print who is in a place."""
    click.echo(f"Present in {found.name} on {found.as_of.day}: {len(found.present)} on record")
    if found.silent_before is not None:
        _wrapped(
            f"No claim on who is in {found.name} speaks of {found.as_of.day}: the first one "
            f"speaks of {found.silent_before}."
        )
    elif not found.present:
        _wrapped(
            "No claim puts anybody there around that day; what is said of a wider area is not "
            "listed."
        )
    for one in found.present:
        _present(one, cite)
    click.echo(
        "\n? seen on other days only; ! contested by a source. Consent is the host's, not\n"
        "support; fighters are those of the whole group, wherever they stand."
    )


def _present(one: Present, cite: bool) -> None:
    label = f" ({_KINDS[one.label]})" if one.label in _KINDS else ""
    click.echo()
    _wrapped(f"{one.name}{label}: {_where(one)}{_fighters(one)}; {_likely(one.evidence)}")
    for consent in one.consents:
        _wrapped(_consent(consent), "  ")
    for what, ties in (
        ("under", one.command),
        ("sponsored by", one.sponsors),
        ("said to resemble", one.resembles),
    ):
        if ties:
            _wrapped(f"{what} {listed([_tie(tie) for tie in ties], most=_TIES)}", "  ")
    if one.resembles:
        for tie in one.resembles:
            _sources("resemblance", (tie.evidence,), cite)
    _sources("", (one.evidence,), cite)


def _likely(evidence: Evidence) -> str:
    """Write how likely a presence is, and how much confidence its evidence deserves."""
    from analytics.claims.likelihood_words import likelihood_words

    return f"{likelihood_words(evidence.likelihood)}, {evidence.confidence} confidence"


def _where(one: Present) -> str:
    """Write what somebody holds and operates in; ``?`` and ``!`` follow the places."""
    found: dict[tuple[str, bool, bool], list[str]] = {}
    for there in one.where:
        name = "the country as a whole" if there.level == COUNTRY else there.name
        found.setdefault((there.how, there.contested, not there.certain), []).append(name)
    return "; ".join(
        f"{_VERBS[how]} {listed(names)}{' ?' if unsure else ''}{' !' if contested else ''}"
        for (how, contested, unsure), names in sorted(found.items())
    )


def _fighters(one: Holder | Present) -> str:
    if one.low is None or one.high is None:
        return ""
    return (
        f"; {one.low:,} to {one.high:,} fighters"
        if one.low < one.high
        else (f"; {one.low:,} fighters")
    )


def _consent(consent: Consent, *, basis: bool = True) -> str:
    by = f" by {consent.authority_name or consent.authority}" if consent.authority else ""
    why = f": {consent.basis}" if consent.basis and basis else ""
    law, fact = (word.replace("_", " ") for word in (consent.de_jure, consent.de_facto))
    return f"consent{by} {law} in law, {fact} in fact{why}"


def _tie(tie: Tie) -> str:
    sure = "" if tie.evidence.certain else " ?"
    disputed = " !" if tie.evidence.disputed else ""
    return (
        f"{tie.holder} ({tie.name}){sure}{disputed}"
        if tie.holder
        else (f"{tie.name}{sure}{disputed}")
    )


def _sources(head: str, evidence: Iterable[Evidence], cite: bool) -> None:
    every = {one.id: one for found in evidence for one in found.citations()}
    newest = sorted(every.values(), key=lambda one: in_order(one.published), reverse=True)
    if cite:
        for one in newest:
            _wrapped(f"{head} {one.words()}".strip(), "  ")
    elif newest:
        told = [f"{one.publisher} {one.published or 'undated'}" for one in newest[:_CITED]]
        more = f" and {len(newest) - _CITED} more" if len(newest) > _CITED else ""
        start = f"{head} " if head else "sources: "
        _wrapped(f"{start}{'; '.join(told)}{more}", "  ")


def _wrapped(text: str, indent: str = "") -> None:
    lines = textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  " if indent else "",
        break_on_hyphens=False,
    )
    click.echo("\n".join(lines))
