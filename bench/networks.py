"""Networks of any size with the field's shape: a deep hierarchy, and ties to a few hubs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZES = ((2_000, 10_000), (20_000, 100_000), (200_000, 1_000_000))
"""Actors and ties."""


def network(actors: int, ties: int, seed: int = 7) -> NDArray[np.int64]:
    """Make ties, the superior first: shape (ties, 2), each pair once, no loops.

    Every actor but the first has a superior among those before it, mostly among the first; the
    other ties run from actors drawn from a heavy-tailed distribution to anyone.
    """
    random = np.random.default_rng(seed)
    below = np.arange(1, actors)
    chain = np.stack(((below * random.random(actors - 1) ** 2).astype(np.int64), below), axis=1)
    more = 2 * ties
    hubs = np.minimum((random.pareto(1.2, more) * actors / 200).astype(np.int64), actors - 1)
    others = np.stack((hubs, random.integers(0, actors, more)), axis=1)
    others = np.sort(others[others[:, 0] != others[:, 1]], axis=1)
    _, first = np.unique(np.concatenate((chain, others)), axis=0, return_index=True)
    return np.concatenate((chain, others))[np.sort(first)][:ties]
