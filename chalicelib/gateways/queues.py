"""The queues of the workers, and the envelope that every message travels in."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from chalicelib import aws
from chalicelib.errors import DomainError

ENVELOPE_VERSION = 1
_LONGEST_DELAY_SECONDS = 900


class Message(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An envelope: what to do (`kind`) for which inquiry.

    `attempt` is the number of tries before this one, `trace` the trace that the message belongs to.
    """

    kind: str
    version: int = ENVELOPE_VERSION
    id: str
    inquiry_id: str
    trace: str | None = None
    attempt: int = 0
    synthetic: bool = False


class UnknownMessage(DomainError):
    """A message that this release can't read. It stays in the queue and ends in the DLQ."""


class MessagesRefused(DomainError):
    """The queue took some messages of a batch and not the others."""


def read_message(body: str) -> Message:
    """Open an envelope.

    Raises: UnknownMessage for another version or shape, so that nothing is dropped unread.
    """
    try:
        version = msgspec.json.decode(body, type=_AnyVersion).version
        if version == ENVELOPE_VERSION:
            return msgspec.json.decode(body, type=Message)
    except msgspec.MsgspecError as fault:
        raise UnknownMessage(f"The message can't be read: {fault}") from fault
    raise UnknownMessage(f"The message has version {version}, not {ENVELOPE_VERSION}")


class Queues:
    """Send side of the queues. A queue's address is asked for once per process."""

    def __init__(self) -> None:
        self._url_by_queue: dict[str, str] = {}

    def send(self, queue: str, message: Message, delay_seconds: int = 0) -> None:
        """Send a message, visible to workers after a delay of 900 s at most."""
        aws.client("sqs").send_message(
            QueueUrl=self._url(queue),
            MessageBody=msgspec.json.encode(message).decode(),
            DelaySeconds=min(delay_seconds, _LONGEST_DELAY_SECONDS),
        )

    def send_at_once(self, messages: Sequence[tuple[str, Message]]) -> None:
        """Send messages, those for one queue in one request, the requests side by side.

        The first fault is raised after all were tried.
        """
        by_queue: dict[str, list[Message]] = {}
        for queue, message in messages:
            by_queue.setdefault(queue, []).append(message)
        with ThreadPoolExecutor(len(by_queue)) as pool:
            sent = [pool.submit(self._send_all, *pair) for pair in by_queue.items()]
        for one in sent:
            one.result()

    def _send_all(self, queue: str, messages: Sequence[Message]) -> None:
        """Send up to ten messages to a queue; a batch is billed as one request."""
        if len(messages) == 1:
            self.send(queue, messages[0])
            return
        answer = aws.client("sqs").send_message_batch(
            QueueUrl=self._url(queue),
            Entries=[
                {"Id": str(number), "MessageBody": msgspec.json.encode(message).decode()}
                for number, message in enumerate(messages)
            ],
        )
        if answer.get("Failed"):
            codes = ", ".join(sorted({failed["Code"] for failed in answer["Failed"]}))
            raise MessagesRefused(f"SQS did not take {len(answer['Failed'])} messages: {codes}")

    def check(self, queue: str) -> None:
        """Ask for the queue's depth, and raise what AWS says when it is away."""
        aws.client("sqs").get_queue_attributes(
            QueueUrl=self._url(queue), AttributeNames=["ApproximateNumberOfMessages"]
        )

    def _url(self, queue: str) -> str:
        if queue not in self._url_by_queue:
            answer = aws.client("sqs").get_queue_url(QueueName=queue)
            self._url_by_queue[queue] = answer["QueueUrl"]
        return self._url_by_queue[queue]


class _AnyVersion(msgspec.Struct):
    version: int
