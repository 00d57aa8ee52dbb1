"""What a run changed, claim by claim, in a form that can be kept and read out later."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

MOST_CHANGES = 2_000
"""Changes that are kept of one run; a first load is described by its counts alone."""

Action = Literal["appeared", "changed", "closed", "removed"]

DERIVED = frozenset(
    {
        "certain_from",
        "certain_until",
        "confidence",
        "possible_from",
        "possible_until",
        "reported_on_basis",
        "unjudged",
    }
)
"""Properties that follow from others, so that a change of theirs is not listed separately."""


@dataclass(frozen=True)
class Change:
    """One claim that appeared, changed, gained an end, or was removed.

    ``details`` are the properties that differ: name → former and new value, as text.
    """

    action: Action
    claim_id: str
    type: str
    start: str
    end: str
    details: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class ChangeLog:
    """Collects the changes of a run; what a repeated transaction reports again replaces itself."""

    keeps: bool = True
    closed: set[str] = field(default_factory=set)
    changes: dict[str, Change] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        """Note a change, if changes are kept at all."""
        if change.action == "closed":
            self.closed.add(change.claim_id)
        if self.keeps:
            self.changes[change.claim_id] = change


def differing(
    former: Mapping[str, object], new: Mapping[str, object]
) -> dict[str, tuple[str, str]]:
    """Tell which properties differ, as text: former and new value of each.

    Examples
    --------
    >>> differing({"valid_to": "..", "note": "x"}, {"valid_to": "2020", "note": "x"})
    {'valid_to': ('..', '2020')}
    """
    names = sorted((former.keys() | new.keys()) - DERIVED)
    pairs = {name: (_text(former.get(name)), _text(new.get(name))) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _text(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def packed(changes: Iterable[Change]) -> bytes:
    """Pack changes into bytes that :func:`unpacked` reads."""
    lines = [json.dumps(asdict(change), ensure_ascii=False) for change in changes]
    return zlib.compress("\n".join(lines).encode())


def unpacked(data: bytes) -> list[Change]:
    """Read packed changes.

    Examples
    --------
    >>> change = Change("removed", "demo/1", "SPONSORS", "state/iran", "organization/x")
    >>> unpacked(packed([change])) == [change]
    True
    """
    text = zlib.decompress(data).decode()
    rows = [json.loads(line) for line in text.split("\n")] if text else []
    return [
        Change(**{**row, "details": {k: tuple(v) for k, v in row["details"].items()}})
        for row in rows
    ]
