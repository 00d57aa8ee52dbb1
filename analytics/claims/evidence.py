"""How a line shows what it rests on: claims, sources, newest date, likelihood, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from analytics.claims.likelihood import likelihood_of
from analytics.claims.likelihood_words import Confidence, confidence_in, likelihood_words
from analytics.claims.parallel import is_disputed
from analytics.claims.reading import AFFIRMS, Claim
from graphdb.validtime import parse_date

EVENT_TYPES = frozenset({"PERPETRATED", "TARGETED", "AT", "RESPONSE_TO"})
"""Types of claims about what happened, which holds on no day in particular."""


@dataclass(frozen=True)
class Citation:
    """A publication as it is cited; ``published`` has the precision that is on record."""

    id: str
    title: str
    publisher: str
    published: str | None
    address: str | None

    @property
    def day(self) -> date | None:
        """The first day that the date of publication can mean."""
        return parse_date(self.published).earliest if self.published else None

    def words(self) -> str:
        """Write the citation as a reader wants it: title, publisher, date, address.

        >>> Citation("source/a", "A paper", "A publisher", "2020-01-09", None).words()
        'A paper. A publisher, 2020-01-09.'
        """
        dated = f"{self.title}. {self.publisher}, {self.published or 'undated'}."
        return f"{dated} {self.address}" if self.address else dated


@dataclass(frozen=True)
class Witness:
    """One claim behind a line: who says it, with what grades, in which publications."""

    claim: str
    dataset: str
    stance: str
    speaker: str
    grade: str
    certain: bool
    note: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Evidence:
    """What one line rests on.

    ``sources`` counts publications, ``newest`` is the first day that the date of the latest can
    mean (of the report, where none is dated) and ``newest_written`` that date as it is on record;
    ``certain`` says that an affirming claim surely holds on the day asked about, ``None`` where
    the question is about no day or the claims about an event; ``affirmed`` that there is an
    affirming claim at all; ``disputed`` that somebody denies or doubts it or that it shares a
    conflict set with something else, ``disputed_by`` who does.
    ``likelihood`` (0 to 1) is that of the statement on the day, by all claims together, and
    ``confidence`` what their origins deserve.
    """

    sources: int
    newest: date | None
    newest_written: str
    certain: bool | None
    affirmed: bool
    disputed: bool
    disputed_by: tuple[str, ...]
    likelihood: float
    confidence: Confidence
    witnesses: tuple[Witness, ...]

    def words(self) -> str:
        """Say it in brackets' worth of words.

        >>> Evidence(1, date(2020, 1, 1), "2020-01", True, True, False, (), 0.7, "low", ()).words()
        'likely (70%), low confidence, 1 source, 2020-01'
        """
        told = ["affirmed by nobody"]
        if self.affirmed:
            told = [likelihood_words(self.likelihood), f"{self.confidence} confidence"]
        told += [f"{self.sources} source{'' if self.sources == 1 else 's'}", self.newest_written]
        if self.disputed:
            by = f" by {', '.join(self.disputed_by)}" if self.disputed_by else ""
            told.append(f"disputed{by}")
        return ", ".join(told)

    def citations(self) -> tuple[Citation, ...]:
        """List every publication once, the newest first."""
        every = {one.id: one for witness in self.witnesses for one in witness.citations}
        return tuple(sorted(every.values(), key=lambda one: one.day or date.min, reverse=True))

    def document(self) -> dict[str, object]:
        """Give it as plain values, citations and all."""
        return {
            "sources": self.sources,
            "newest": self.newest.isoformat() if self.newest else None,
            "newest_written": self.newest_written,
            "certain": self.certain,
            "affirmed": self.affirmed,
            "disputed": self.disputed,
            "disputed_by": list(self.disputed_by),
            "likelihood": round(self.likelihood, 4),
            "confidence": self.confidence,
            "probability": round(self.likelihood, 4),
            "claims": [asdict(witness) for witness in self.witnesses],
        }


def gather(
    claims: Sequence[Claim],
    cited: Mapping[str, Citation],
    names: Mapping[str, str],
    conflicts: frozenset[str] = frozenset(),
    *,
    dated: bool = True,
) -> Evidence:
    """Put together what one line rests on.

    Parameters
    ----------
    claims
        Every claim about the same thing, of every stance; at least one.
    cited
        Publications by id; those that are missing here could not be known and are not shown.
    names
        Names by id, for speakers.
    conflicts
        Conflict sets in which more than one thing is affirmed.
    dated
        Whether the question is about a day, on which claims certainly or possibly hold.
    """
    witnesses = tuple(witness_of(claim, cited, names) for claim in claims)
    affirming = [claim for claim in claims if claim.stance == AFFIRMS]
    every = {one.id: one for witness in witnesses for one in witness.citations}
    days = sorted((one.day, one.published or "") for one in every.values() if one.day)
    reported = max(claim.reported_on for claim in claims)
    newest, written = days[-1] if days else (reported, f"reported {reported}")
    disputed = is_disputed(claims, conflicts)
    happened = all(claim.type in EVENT_TYPES for claim in claims)
    against = {witness.speaker for witness in witnesses if witness.stance != AFFIRMS}
    return Evidence(
        sources=len(every),
        newest=newest,
        newest_written=written,
        certain=any(claim.certain for claim in affirming) if dated and not happened else None,
        affirmed=bool(affirming),
        disputed=disputed,
        disputed_by=tuple(sorted(against)),
        likelihood=likelihood_of(claims),
        confidence=confidence_in(claims, disputed=disputed),
        witnesses=witnesses,
    )


def witness_of(claim: Claim, cited: Mapping[str, Citation], names: Mapping[str, str]) -> Witness:
    """Describe one claim as a witness; the speaker is its publisher where nobody else is named."""
    citations = tuple(cited[key] for key in claim.sources if key in cited)
    asserted_by = str(claim.properties.get("asserted_by") or "")
    publishers = list(dict.fromkeys(one.publisher for one in citations))
    return Witness(
        claim=claim.claim_id,
        dataset=str(claim.properties.get("dataset", "")),
        stance=claim.stance,
        speaker=names.get(asserted_by, asserted_by) or ", ".join(publishers) or "unnamed",
        grade=f"{claim.reliability}{claim.credibility}",
        certain=claim.certain,
        note=str(claim.properties.get("note") or ""),
        citations=citations,
    )


def confirmed_on(claim: Claim, cited: Iterable[Citation]) -> date:
    """Tell when a claim was last confirmed.

    That is the last day on which it was observed, where it says so (a report of today about what
    was seen in 2012 confirms 2012); else the date of its newest source.
    """
    seen = claim.properties.get("last_seen") or claim.properties.get("first_seen")
    if seen:
        return parse_date(str(seen)).latest
    published = [parse_date(one.published).latest for one in cited if one.published]
    return max(published, default=claim.reported_on)
