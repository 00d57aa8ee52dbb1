"""What one check of the machine or the server found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a check ended; ``FAIL`` keeps proxygraph from working, ``WARN`` does not yet."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """One finding; ``advice`` says what to do and is empty where all is well."""

    name: str
    outcome: Outcome
    finding: str
    advice: str = ""
