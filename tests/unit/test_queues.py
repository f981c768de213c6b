"""Messages to the workers: what is sent can be read, what can't be read is refused."""

import json
from collections.abc import Iterator
from typing import Any

import moto
import pytest

from chalicelib import aws
from chalicelib.gateways.queues import Message, Queues, UnknownMessage, read_message

QUEUES = ("consulting-local-emails", "consulting-local-reports")
MESSAGE = Message(
    kind="report",
    id="0199",
    inquiry_id="i-1",
    trace="Root=1-5759e988-bd862e3fe1be46a994272793",
    attempt=3,
    synthetic=True,
)


@pytest.fixture
def queues() -> Iterator[Queues]:
    with moto.mock_aws():
        aws.forget_clients()
        for queue in QUEUES:
            aws.client("sqs").create_queue(QueueName=queue)
        yield Queues()
    aws.forget_clients()


def receive(queue: str) -> list[str]:
    url = aws.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"]
    answer = aws.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    return [message["Body"] for message in answer.get("Messages", [])]


def test_send_what_arrives_is_what_was_sent(queues: Queues) -> None:
    queues.send(QUEUES[0], MESSAGE)

    (body,) = receive(QUEUES[0])
    assert read_message(body) == MESSAGE
    assert json.loads(body).keys() == {
        "kind",
        "version",
        "id",
        "inquiry_id",
        "trace",
        "attempt",
        "synthetic",
    }


def test_send_at_once_reaches_each_queue(queues: Queues) -> None:
    mail = Message(kind="customer_mail", id="1", inquiry_id="i-1")

    queues.send_at_once([(QUEUES[0], mail), (QUEUES[1], MESSAGE)])

    assert [read_message(body) for body in receive(QUEUES[0])] == [mail]
    assert [read_message(body) for body in receive(QUEUES[1])] == [MESSAGE]


def test_send_at_once_one_queue_away_still_reaches_the_other(queues: Queues) -> None:
    with pytest.raises(aws.client("sqs").exceptions.QueueDoesNotExist):
        queues.send_at_once([("consulting-local-gone", MESSAGE), (QUEUES[1], MESSAGE)])

    assert len(receive(QUEUES[1])) == 1


def test_send_delayed_is_not_there_yet(queues: Queues) -> None:
    queues.send(QUEUES[0], MESSAGE, delay_seconds=10)

    assert receive(QUEUES[0]) == []


@pytest.mark.parametrize(("asked", "sent"), [(0, 0), (10, 10), (900, 900), (86_400, 900)])
def test_send_delay_is_what_sqs_allows_at_most(queues: Queues, asked: int, sent: int) -> None:
    delays: list[Any] = []
    aws.client("sqs").meta.events.register(
        "provide-client-params.sqs.SendMessage",
        lambda params, **_: delays.append(params["DelaySeconds"]),
    )

    queues.send(QUEUES[0], MESSAGE, delay_seconds=asked)

    assert delays == [sent]


def test_send_asks_for_an_address_once(queues: Queues) -> None:
    operations: list[str] = []
    with aws.observe(lambda _, operation, __: operations.append(operation)):
        queues.send(QUEUES[0], MESSAGE)
        queues.send(QUEUES[0], MESSAGE)

    assert operations == ["GetQueueUrl", "SendMessage", "SendMessage"]


def test_read_message_minimum_has_defaults() -> None:
    message = read_message('{"kind":"report","version":1,"id":"1","inquiry_id":"i-1"}')

    assert (message.trace, message.attempt, message.synthetic) == (None, 0, False)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"kind":"report","version":2,"id":"1","inquiry_id":"i"}', "has version 2, not 1"),
        ('{"version":2}', "has version 2, not 1"),
        ('{"kind":"report","id":"1","inquiry_id":"i"}', "can't be read"),
        ('{"kind":"report","version":1,"id":"1"}', "can't be read"),
        ('{"kind":"report","version":1,"id":"1","inquiry_id":"i","more":1}', "can't be read"),
        ('{"kind":"report","version":"1","id":"1","inquiry_id":"i"}', "can't be read"),
        ("[]", "can't be read"),
        ("", "can't be read"),
    ],
)
def test_read_message_of_another_version_or_shape_is_refused(body: str, reason: str) -> None:
    with pytest.raises(UnknownMessage, match=reason):
        read_message(body)


def test_check_raises_when_the_queue_is_missing(queues: Queues) -> None:
    queues.check(QUEUES[0])

    with pytest.raises(aws.client("sqs").exceptions.QueueDoesNotExist):
        queues.check("consulting-local-gone")
