"""A lease is renewed as often as it takes, however often its holder says that it is alive."""

from __future__ import annotations

from typing import cast

import pytest

from graphdb.connection import Graph
from loaders.lock import Keeper, Lease


def test_a_lease_is_renewed_once_a_third_of_it_has_gone_by(monkeypatch: pytest.MonkeyPatch) -> None:
    now, renewed = [100.0], []
    monkeypatch.setattr("loaders.lock.time.monotonic", lambda: now[0])
    monkeypatch.setattr(Lease, "renew", lambda lease, graph: renewed.append(now[0]))
    keeper = Keeper(cast("Graph", None), Lease("token", seconds=60))
    for now[0] in (101, 119, 120, 121, 139, 141, 160, 161):
        keeper.keep()
    assert keeper.pause == 20
    assert renewed == [120, 141, 161]
