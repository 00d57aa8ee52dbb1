"""Seeded moments at which something is killed, spread evenly over a duration."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from graphdb.connection import Graph
from graphdb.errors import GraphMovedError
from tests.faults import worlds
from tests.faults.process import Ended
from tests.faults.worlds import World

KILLS = 30
SHARE_OF_DURATION = 0.97
"""Where the last moment lies, so that nearly all come before the end."""


def moments(seed: int) -> list[float]:
    """Draw a moment in each of as many equal parts of a duration as there are kills, shuffled.

    They are shares of the duration, 0 to 1.
    """
    rng = random.Random(seed)  # noqa: S311
    parts = [(part + rng.random()) / KILLS * SHARE_OF_DURATION for part in range(KILLS)]
    rng.shuffle(parts)
    return parts


@dataclass
class Tally:
    """Where the kills fell; told at the end of a test, so that one sees what was tried."""

    before: int = 0
    within: int = 0
    after: int = 0
    half: int = 0
    seconds: float = 0.0
    codes: dict[int, int] = field(default_factory=dict)

    def count(self, ended: Ended, *, is_half: bool) -> None:
        """Count where a kill fell; one that came too late tells how long a reload takes by now."""
        if "finished" in ended.told:
            self.seconds = min(self.seconds, ended.seconds)
        self.before += not ended.may_have_begun
        self.within += ended.may_have_begun and not ended.has_ended
        self.after += ended.has_ended
        self.half += is_half
        self.codes[ended.code] = self.codes.get(ended.code, 0) + 1

    def __str__(self) -> str:
        return (
            f"{self.before} before the first write, {self.within} within the writing, "
            f"{self.after} after it; {self.half} left half a load; exit codes {self.codes}"
        )


def check_what_readers_are_told(
    graph: Graph, world: World, ended: Ended, start: int, target: int
) -> bool:
    """Consistent readers hear of an unfinished load if and only if there is one.

    Returns whether data of both versions, or of neither, is in the graph.
    """
    found = world.version_of(worlds.digest(graph))
    try:
        seen = world.version_of(graph.consistent(worlds.digest, patience=0.05))
    except GraphMovedError:
        assert ended.may_have_begun, "told of a load that had not begun"
        assert not ended.has_ended, "told of a load that had ended"
        return found == -1
    assert not ended.has_begun or ended.may_have_ended, "not told of an unfinished load"
    expected = {start, target}
    if ended.has_ended:
        expected = {target}
    elif not ended.may_have_ended:
        expected = {start}
    assert seen in expected
    return False
