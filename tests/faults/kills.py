"""Seeded moments of a load at which something is killed, spread evenly over what the load does."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from graphdb.connection import Graph
from graphdb.errors import GraphMovedError
from tests.faults import worlds
from tests.faults.process import Ended, LoaderProcess
from tests.faults.worlds import World

KILLS = 30
LONGEST = 0.03
"""Seconds for which a loader may go on before the kill."""


@dataclass(frozen=True)
class Moment:
    """A line of the loader's output, as a share of all of them, and seconds that it goes on then.

    With 0 seconds the loader stands still when the kill comes: where that is in the load does not
    depend on how fast the machine is. With more, it is in the midst of whatever comes next.
    """

    share: float
    seconds: float

    def line(self, lines: int) -> int:
        """Which line it is of so many: never the last, which says that all is done."""
        return 1 + int(self.share * (lines - 1))

    def pass_on(self, loader: LoaderProcess) -> None:
        """Let a paused loader go on for these seconds."""
        if self.seconds:
            loader.wake()
            time.sleep(self.seconds)


def moments(seed: int) -> list[Moment]:
    """Draw a moment in each of as many equal parts of a load as there are kills, shuffled."""
    rng = random.Random(seed)  # noqa: S311
    parts = [
        Moment((part + rng.random()) / KILLS, rng.uniform(0.001, LONGEST) if part % 2 else 0.0)
        for part in range(KILLS)
    ]
    rng.shuffle(parts)
    return parts


@dataclass
class Tally:
    """Where the kills fell; told at the end of a test, so that one sees what was tried."""

    before: int = 0
    within: int = 0
    after: int = 0
    half: int = 0
    codes: dict[int, int] = field(default_factory=dict)

    def count(self, ended: Ended, *, is_half: bool) -> None:
        """Count where a kill fell."""
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
    was = graph.state()
    try:
        seen = world.version_of(graph.consistent(worlds.digest, patience=0.05))
    except GraphMovedError:
        assert ended.may_have_begun, "told of a load that had not begun"
        assert not ended.has_ended, "told of a load that had ended"
        return found == -1
    if was.torn and not was.active:  # The lease had run out: a warning names the dataset.
        assert ended.may_have_begun, "warned of a load that had not begun"
        assert not ended.has_ended, "warned of a load that had ended"
        return seen == -1
    expected = {start, target}
    if ended.has_ended:
        expected = {target}
    elif not ended.may_have_begun:
        expected = {start}
    assert seen in expected
    return False
