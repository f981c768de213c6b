"""What goes through the door to AWS, counted.

Documents and queues are real here, over moto, so that their calls are counted too.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.gateways.documents import Documents
from chalicelib.gateways.queues import Message, Queues
from tests.fakes import FakeClock, FakeGateways, FakeQueues
from tests.functional.conftest import Platform, start_platform


class BothQueues(FakeQueues):
    """The fake, whose messages a test can work on, that sends to SQS as well."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self._real = Queues()

    def send(self, queue: str, message: Message, delay_seconds: int = 0) -> None:
        self._real.send(queue, message, delay_seconds)
        super().send(queue, message, delay_seconds)

    def send_at_once(self, messages: Sequence[tuple[str, Message]]) -> None:
        self._real.send_at_once(messages)
        for queue, message in messages:
            super().send(queue, message)


class CountedGateways(FakeGateways):
    """Fakes, but for what goes through the door."""

    @cached_property
    def documents(self) -> Documents:  # type: ignore[override]
        return Documents()

    @cached_property
    def queues(self) -> BothQueues:
        return BothQueues(self.clock)


@dataclass
class Door:
    """What went through the door."""

    operations: list[str] = field(default_factory=list)
    queries: list[dict[str, Any]] = field(default_factory=list)

    @contextmanager
    def watch(self) -> Iterator[list[str]]:
        """Give the operations of a while, as `service.Operation`, sorted."""
        seen: list[str] = []
        with aws.observe(lambda service, operation, _: seen.append(f"{service}.{operation}")):
            yield seen
        seen.sort()
        self.operations += seen


@contextmanager
def start_counted_platform(gateways: CountedGateways | None = None) -> Iterator[Platform]:
    """Run the application with nothing but clock, AI and mail faked, or even less."""
    with start_platform(gateways or CountedGateways()) as platform:
        settings = get_settings()
        aws.client("s3").create_bucket(Bucket=settings.documents_bucket)
        for queue in (settings.emails_queue, settings.reports_queue):
            aws.client("sqs").create_queue(QueueName=queue)
        yield platform


@contextmanager
def open_door() -> Iterator[Door]:
    """Give a door that knows of every query, and on which nothing is ever scanned."""
    door = Door()

    def note(params: dict[str, Any], **_: Any) -> None:
        door.queries.append(dict(params))

    events = aws.client("dynamodb").meta.events
    events.register("before-parameter-build.dynamodb.Query", note)
    yield door
    events.unregister("before-parameter-build.dynamodb.Query", note)
    assert [name for name in door.operations if "Scan" in name] == []
