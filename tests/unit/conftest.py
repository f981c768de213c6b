"""Unit tests stay in the process: nothing of them reaches for a network."""

import socket
from typing import Any

import pytest

from chalicelib.logs import log


@pytest.fixture(autouse=True)
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise AssertionError(f"a unit test connects to {arguments[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture
def warnings_logged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the warnings of our log, each with what it carries."""
    logged: list[str] = []
    monkeypatch.setattr(
        log, "warning", lambda message, **extra: logged.append(f"{message} {extra}")
    )
    return logged
