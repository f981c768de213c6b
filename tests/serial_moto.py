"""Moto for threads: it copies its tables to undo a transaction, so two requests must never meet."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from chalicelib import aws


@contextmanager
def one_request_at_a_time() -> Iterator[None]:
    """Have the requests of all threads reach moto's DynamoDB one after the other.

    What DynamoDB promises is that each of them, a transaction too, happens at one moment; in which
    order is as open as before.
    """
    lock = Lock()

    def begin(**_: Any) -> None:
        lock.acquire()

    def end(**_: Any) -> None:
        lock.release()

    events = aws.client("dynamodb").meta.events
    handlers = {"before-call": begin, "after-call": end, "after-call-error": end}
    for name, handler in handlers.items():
        events.register(f"{name}.dynamodb", handler)
    try:
        yield
    finally:
        for name, handler in handlers.items():
            events.unregister(f"{name}.dynamodb", handler)
