"""Asking for what SES would tell about a mail, and the way of the answer through the topic."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import RawTestServer

from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.mail_events import MailEvent, read_mail_event
from ops.local.inbox.journal import MailJournal
from ops.local.inbox.ses_events import EventName, make_ses_event
from ops.local.local_room import LocalRoom
from ops.local.responder.modes import ModeSwitch
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Platform, wait_until

_PATH = "/_local/mail/events"
_TOPIC = "arn:aws:sns:us-east-1:000000000000:consulting-local-mail-events"
_LOG = "/aws/lambda/consulting-local-record_mail_event"
_READER = "reader@example.com"


def _line(number: int, to: str = _READER) -> str:
    return json.dumps(
        {
            "message_id": f"m{number}",
            "sender": "inquiries@example.com",
            "to": [to],
            "reply_to": [],
            "configuration_set": "consulting-local",
            "tags": {"kind": "customer_confirmation", "inquiry_id": f"i{number}"},
            "subject": f"Mail {number}",
            "text": "text",
            "html": "<p>html</p>",
            "sent_at": 1_700_000_000 + number,
        }
    )


def _ask(
    folder: Path, body: bytes | dict[str, Any], method: str = "POST"
) -> tuple[int, Any, list[str]]:
    """Send a body to a room with two mails; give status, answer, and what was published."""
    journal = folder / "mail.jsonl"
    journal.write_text(f"{_line(1)}\n{_line(2)}\n{_line(3, to='other@example.com')}\n")
    published: list[str] = []
    room = LocalRoom(MailJournal(journal), ModeSwitch(), published.append)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def ask() -> tuple[int, Any]:
        async with RawTestServer(room.answer) as server, aiohttp.ClientSession() as client:
            address = server.make_url(_PATH)
            async with client.request(method, address, data=data) as found:
                return found.status, await found.json()

    return *asyncio.run(ask()), published


@pytest.mark.parametrize(
    ("asked", "status", "suppresses"),
    [
        ({"event": "delivery"}, MailStatus.DELIVERED, False),
        ({"event": "delay"}, MailStatus.DELAYED, False),
        ({"event": "bounce"}, MailStatus.BOUNCED, True),
        ({"event": "bounce", "bounce_type": "permanent"}, MailStatus.BOUNCED, True),
        ({"event": "bounce", "bounce_type": "transient"}, MailStatus.BOUNCED, False),
        ({"event": "complaint"}, MailStatus.COMPLAINED, True),
    ],
    ids=["delivery", "delay", "bounce", "permanent", "transient", "complaint"],
)
def test_an_event_is_published_as_ses_would(
    tmp_path: Path, asked: dict[str, str], status: MailStatus, suppresses: bool
) -> None:
    answered, answer, published = _ask(tmp_path, {"message_id": "m1", **asked})

    (text,) = published
    event = read_mail_event(text)
    assert (answered, answer) == (202, {"message_id": "m1", "event": asked["event"]})
    assert (event.message_id, event.status, event.suppresses) == ("m1", status, suppresses)
    assert event.configuration_sets == ("consulting-local",)
    assert event.recipients == (_READER,)
    assert event.mailed_at == datetime.fromtimestamp(1_700_000_001, UTC)
    assert abs((datetime.now(UTC) - event.at).total_seconds()) < 60
    assert json.loads(text)["mail"]["tags"]["inquiry_id"] == ["i1"]
    assert json.loads(text)["mail"]["tags"]["kind"] == ["customer_confirmation"]


def test_the_newest_mail_to_an_address_is_meant(tmp_path: Path) -> None:
    answered, answer, published = _ask(tmp_path, {"to": _READER, "event": "delivery"})

    assert (answered, answer["message_id"]) == (202, "m2")
    assert read_mail_event(published[0]).message_id == "m2"


def test_two_bounces_are_two_events(tmp_path: Path) -> None:
    mail = MailJournal(tmp_path / "mail.jsonl")
    (tmp_path / "mail.jsonl").write_text(f"{_line(1)}\n")
    found = mail.find(message_id="m1")
    assert found
    now = datetime.now(UTC)

    texts = [json.dumps(make_ses_event(found, EventName.BOUNCE, now)) for _ in range(2)]

    assert len({read_mail_event(text).id for text in texts}) == 2


@pytest.mark.parametrize("asked", [{"message_id": "m9"}, {"to": "nobody@example.com"}])
def test_an_event_of_an_unknown_mail_is_not_found(tmp_path: Path, asked: dict[str, str]) -> None:
    answered, answer, published = _ask(tmp_path, {**asked, "event": "bounce"})

    assert (answered, answer["Code"], published) == (404, "MailNotFound", [])


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", {"event"}),
        (b"{", {"event"}),
        (b"[]", {"event"}),
        (b"\xff", {"event"}),
        (b"[" * 2000, {"event"}),
        ({"message_id": "m1"}, {"event"}),
        ({"message_id": "m1", "event": "open"}, {"event"}),
        ({"message_id": "m1", "event": ["bounce"]}, {"event"}),
        ({"event": "bounce"}, {"message_id"}),
        ({"event": "bounce", "message_id": 7}, {"message_id"}),
        ({"event": "bounce", "message_id": "m1", "to": _READER}, {"message_id"}),
        ({"event": "bounce", "to": ["a"]}, {"to"}),
        ({"event": "bounce", "to": _READER, "bounce_type": "soft"}, {"bounce_type"}),
        ({"event": "delay", "to": _READER, "bounce_type": "transient"}, {"bounce_type"}),
        ({"event": "bounce", "to": _READER, "when": "now"}, {"when"}),
        ({"event": "no", "bounce_type": "no"}, {"event", "bounce_type"}),
    ],
)
def test_a_bad_body_is_refused_by_its_fields(tmp_path: Path, body: Any, fields: set[str]) -> None:
    answered, answer, published = _ask(tmp_path, body)

    assert (answered, answer["Code"], published) == (400, "InvalidInput", [])
    assert set(answer["Details"]["fields"]) == fields


def test_events_can_only_be_posted(tmp_path: Path) -> None:
    answered, answer, published = _ask(tmp_path, b"", "GET")

    assert (answered, answer["Code"], published) == (405, "MethodNotAllowed", [])


@pytest.fixture
def published(platform: Platform) -> Iterator[Any]:
    """Give a function that waits for the event of a message on the platform's topic."""
    sqs, sns = platform.client("sqs"), platform.client("sns")
    queue = sqs.create_queue(QueueName="listener")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:000000000000:listener"
    subscription = sns.subscribe(TopicArn=_TOPIC, Protocol="sqs", Endpoint=arn)["SubscriptionArn"]
    seen: list[MailEvent] = []

    def find(message_id: str) -> MailEvent | None:
        received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
        for message in received.get("Messages", []):
            seen.append(read_mail_event(json.loads(message["Body"])["Message"]))
        return next((event for event in seen if event.message_id == message_id), None)

    yield lambda message_id: wait_until(
        lambda: find(message_id), PATIENCE_SECONDS, "the event is published"
    )
    sns.unsubscribe(SubscriptionArn=subscription)
    sqs.delete_queue(QueueUrl=queue)


@pytest.mark.xdist_group("platform")
def test_the_platform_publishes_what_is_asked_of_the_mail_that_the_api_knows(
    platform: Platform, published: Any
) -> None:
    body = inquiry_body(email="ines@kestrel-air.com")
    inquiry_id = platform.request("POST", "/api/v1/inquiries", body).json["id"]
    wait_until(lambda: len(platform.mails(inquiry_id)) == 2, PATIENCE_SECONDS, "both mails")
    staff = platform.sign_in()

    asked = {"to": "ines@kestrel-air.com", "event": "bounce", "bounce_type": "transient"}
    answer = platform.request("POST", _PATH, asked)

    event = published(answer.json["message_id"])
    assert answer.status == 202
    assert (event.status, event.suppresses) == (MailStatus.BOUNCED, False)

    def message_ids() -> set[str]:
        inquiry = platform.request("GET", f"/api/v1/admin/inquiries/{inquiry_id}", headers=staff)
        return {mail["message_id"] for mail in inquiry.json["email_events"]}

    wait_until(lambda: len(message_ids()) == 2, PATIENCE_SECONDS, "both mails are recorded")
    assert message_ids() == {mail["message_id"] for mail in platform.mails(inquiry_id)}
    assert event.message_id in message_ids()


@pytest.mark.xdist_group("platform")
def test_the_deployed_function_gets_what_is_published_to_its_topic_only(platform: Platform) -> None:
    sns = platform.client("sns")
    other = sns.create_topic(Name="consulting-local-mail-events-2")["TopicArn"]

    foreign = sns.publish(TopicArn=other, Message="garbage")["MessageId"]
    ours = sns.publish(TopicArn=_TOPIC, Message="garbage")["MessageId"]

    dropped = wait_until(
        lambda: _dropped(platform, ours), PATIENCE_SECONDS, "the function tells what it drops"
    )
    assert dropped["reason"] == "the event is no JSON"
    assert _dropped(platform, foreign) is None


def _dropped(platform: Platform, notification_id: str) -> dict[str, Any] | None:
    """Give the line in which the deployed function tells of a notification that it dropped."""
    events = platform.client("logs").filter_log_events(logGroupName=_LOG)["events"]
    lines = [json.loads(event["message"]) for event in events if event["message"].startswith("{")]
    return next((line for line in lines if line.get("notification_id") == notification_id), None)
