"""How the foreground understands signals."""

import asyncio

import pytest

from ops.local import foreground as module
from ops.local.foreground import Foreground


def test_stop_signals_of_one_wish_stop_in_order() -> None:
    async def scenario() -> tuple[bool, bool]:
        foreground = Foreground()
        foreground.stop()
        foreground.stop()
        return foreground.stopping.is_set(), foreground.hurrying.is_set()

    assert asyncio.run(scenario()) == (True, False), "make hands the group's signal on once more"


def test_stop_second_wish_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scenario() -> bool:
        foreground = Foreground()
        foreground.stop()
        monkeypatch.setattr(module, "_ONE_WISH_SECONDS", -1.0)
        foreground.stop()
        return foreground.hurrying.is_set()

    assert asyncio.run(scenario())
