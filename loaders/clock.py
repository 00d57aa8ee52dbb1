"""The id of a run, when it began and how long it takes."""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime

from loaders.runs import Run

_LOG = logging.getLogger(__name__)


def new_run_id(started: datetime) -> str:
    """Name a run by when it began, so that ids sort by time."""
    return f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


@dataclass
class Clock:
    """Names a run and measures how long it takes."""

    dataset: str
    source: str
    path: str
    fingerprint: str
    program_version: str

    def __post_init__(self) -> None:
        self.started = datetime.now(UTC)
        self.run_id = new_run_id(self.started)
        self._began = time.monotonic()
        self.tell("begins: %s", self.path or self.source or "unload")

    def tell(self, message: str, *words: object, **fields: object) -> None:
        """Log a step of this run under its id."""
        said = {"run_id": self.run_id, "dataset": self.dataset, **fields}
        _LOG.info(message, *words, extra=said)

    def run(self, outcome: str, graph_version: int) -> Run:
        """Give the run as it stands, so many seconds after its start."""
        seconds = round(time.monotonic() - self._began, 3)
        self.tell("%s in %.3f s", outcome, seconds, outcome=outcome, seconds=seconds)
        return Run(
            run_id=self.run_id,
            dataset=self.dataset,
            source=self.source,
            path=self.path,
            started=self.started,
            seconds=seconds,
            program_version=self.program_version,
            fingerprint=self.fingerprint,
            outcome=outcome,
            graph_version=graph_version,
        )
