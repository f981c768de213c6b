"""Twins of the gateways, which tests look into and drive."""

import heapq
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import count

from chalicelib.errors import AiUnavailable, DocumentsUnavailable, MailUnavailable
from chalicelib.gateways import Gateways
from chalicelib.gateways.ai import Ai, Answer, Prompt
from chalicelib.gateways.clock import Clock
from chalicelib.gateways.documents import Documents
from chalicelib.gateways.mailer import Mail, Mailer, MailRejected
from chalicelib.gateways.queues import Message, Queues

START = datetime(2026, 11, 24, 9, 15, tzinfo=UTC)


class FakeClock(Clock):
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class FakeAi(Ai):
    """A model that answers at once, is away, or breaks in a way of the test's choice."""

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []
        self.away: str | None = None
        self.fault: Exception | None = None
        self.text = "## Summary\n\nMove the **database** first.\n"

    def draft(self, prompt: Prompt) -> Answer:
        self.prompts.append(prompt)
        if self.fault:
            raise self.fault
        if self.away:
            raise AiUnavailable(self.away)
        return Answer(self.text, "fake-model", 700, 300, "end_turn")

    def check(self) -> None:
        if self.away:
            raise AiUnavailable(self.away)


class FakeMailer(Mailer):
    """A provider that takes mail, is away, or refuses."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.away: str | None = None
        self.refusal: str | None = None
        self._numbers = count(1)

    def send(self, mail: Mail) -> str:
        if self.away:
            raise MailUnavailable(self.away)
        if self.refusal:
            raise MailRejected(self.refusal)
        self.mails.append(mail)
        return f"message-{next(self._numbers)}"

    def check(self) -> None:
        if self.away:
            raise MailUnavailable(self.away)

    def kinds(self) -> list[str]:
        return sorted(mail.kind for mail in self.mails)


class FakeQueues(Queues):
    """Queues whose messages become visible as the fake clock says."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self._clock = clock
        self._numbers = count()
        self._messages: list[tuple[datetime, int, str, Message]] = []
        self.fault: Exception | None = None
        self.sent: list[Message] = []

    def send(self, queue: str, message: Message, delay_seconds: int = 0) -> None:
        if self.fault:
            raise self.fault
        visible_at = self._clock.now() + timedelta(seconds=delay_seconds)
        heapq.heappush(self._messages, (visible_at, next(self._numbers), queue, message))
        self.sent.append(message)

    def send_at_once(self, messages: Sequence[tuple[str, Message]]) -> None:
        for queue, message in messages:
            self.send(queue, message)

    def check(self, queue: str) -> None:
        if self.fault:
            raise self.fault

    def receive(self) -> tuple[str, Message] | None:
        """Take the next visible message, if there is one."""
        if not self._messages or self._messages[0][0] > self._clock.now():
            return None
        _, _, queue, message = heapq.heappop(self._messages)
        return queue, message

    def purge(self) -> None:
        self._messages.clear()

    def __len__(self) -> int:
        return len(self._messages)


class FakeDocuments(Documents):
    """An object store in memory, which is there or away."""

    def __init__(self) -> None:
        self.content_by_key: dict[str, bytes] = {}
        self.away: str | None = None

    def put_bytes(self, key: str, content: bytes, content_type: str) -> None:
        self.check()
        self.content_by_key[key] = content

    def get(self, key: str) -> str:
        self.check()
        return self.content_by_key[key].decode()

    def delete(self, keys: Sequence[str]) -> None:
        self.check()
        for key in keys:
            self.content_by_key.pop(key, None)

    def list_keys(self, prefix: str) -> list[str]:
        self.check()
        return sorted(key for key in self.content_by_key if key.startswith(prefix))

    def check(self) -> None:
        if self.away:
            raise DocumentsUnavailable(self.away)


class FakeGateways(Gateways):
    """All fakes, sharing one clock."""

    @cached_property
    def clock(self) -> FakeClock:
        return FakeClock()

    @cached_property
    def ai(self) -> FakeAi:
        return FakeAi()

    @cached_property
    def mailer(self) -> FakeMailer:
        return FakeMailer()

    @cached_property
    def queues(self) -> FakeQueues:
        return FakeQueues(self.clock)

    @cached_property
    def documents(self) -> FakeDocuments:
        return FakeDocuments()
