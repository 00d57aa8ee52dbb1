"""A network in which some strands of ties do not exist, as a draw or a wrong claim leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.measures.rank_doubt import BACK, FORTH, Strand
from analytics.measures.view import View
from analytics.network.projection import Projection
from analytics.network.sparse import Bools, Floats, Whole
from analytics.network.weights import Weights


@dataclass(frozen=True)
class Partial:
    """A whole network, and what each strand adds to its tie.

    Parameters
    ----------
    ties, forth, back
        Shape (strands,): the row of the tie; whether the strand runs from its source to its
        target, or back; neither where it has no superior end.
    weights
        Shape (strands,): weight of its type; ``None`` where ties are not weighted.
    kinds
        Shape (strands,): one number for each type of each tie.
    lengths
        Weights are lengths, of which the least counts; else strengths, which add up.
    """

    view: View
    ties: Whole
    forth: Bools
    back: Bools
    kinds: Whole
    weights: Floats | None
    lengths: bool

    @classmethod
    def of(cls, view: View, rows: Sequence[Strand], weights: Weights | None) -> Partial:
        """Prepare a network for leaving strands out."""
        numbers: dict[tuple[int, str], int] = {}
        kinds = [numbers.setdefault((row.tie, row.type), len(numbers)) for row in rows]
        given = None
        if weights is not None:
            given = np.array([weights.by_type.get(row.type, 1.0) for row in rows])
        return cls(
            view=view,
            ties=np.array([row.tie for row in rows], dtype=np.int64),
            forth=np.array([row.way == FORTH for row in rows], dtype=np.bool_),
            back=np.array([row.way == BACK for row in rows], dtype=np.bool_),
            kinds=np.array(kinds, dtype=np.int64),
            weights=given,
            lengths=weights is not None and weights.meaning == "closer",
        )

    def where(self, present: Bools) -> View:
        """Give the network in which only these strands exist: shape (strands,)."""
        whole = self.view.projection
        count = len(whole.ends)
        ties = self._any(present, count)
        forth = self._any(present & self.forth, count)
        back = self._any(present & self.back, count)
        turned = (back & ~forth)[ties]
        ends = whole.ends[ties]
        ends[turned] = ends[turned][:, ::-1]
        mutual = (forth == back)[ties]
        kept = Projection(whole.vertices, ends, mutual, whole.commanded[:0])
        strength = None if self.weights is None else self._strength(present, count)[ties]
        return View(kept, strength, self.view.groups, self.view.steps)

    def _any(self, which: Bools, count: int) -> Bools:
        found = np.zeros(count, dtype=np.bool_)
        found[self.ties[which]] = True
        return found

    def _strength(self, present: Bools, count: int) -> Floats:
        assert self.weights is not None  # noqa: S101 - asked for only then
        _, first = np.unique(self.kinds[present], return_index=True)
        ties, weights = self.ties[present][first], self.weights[present][first]
        if not self.lengths:
            added: Floats = np.bincount(ties, weights, minlength=count).astype(np.float64)
            return added
        least = np.full(count, np.inf)
        np.minimum.at(least, ties, weights)
        return 1 / least
