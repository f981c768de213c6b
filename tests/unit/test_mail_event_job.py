"""The job of mail events: what reaches the service, and what is dropped with a warning."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.config import get_settings
from chalicelib.domain.mail_events import MailEvent
from chalicelib.logs import log
from chalicelib.services import mail_events
from tests.ses_events import FACTS, MESSAGE_ID, RECIPIENT, ses_event


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> list[MailEvent]:
    """Give the events that the service was asked to record."""
    events: list[MailEvent] = []
    monkeypatch.setattr(mail_events, "record_mail_event", events.append)
    return events


@pytest.fixture
def warnings() -> Iterator[list[dict[str, Any]]]:
    """Give every warning of the log with all its fields."""
    lines: list[dict[str, Any]] = []

    def keep(record: logging.LogRecord) -> bool:
        lines.append(vars(record))
        return True

    level = log.level
    log.setLevel(logging.WARNING)
    log.addFilter(keep)
    yield lines
    log.removeFilter(keep)
    log.setLevel(level)


def notify(message: Any, topic: str | None = None, times: int = 1) -> None:
    """Hand the function a notification as SNS does."""
    from app import record_mail_event

    text = message if isinstance(message, str) else json.dumps(message)
    notification = {
        "Type": "Notification",
        "MessageId": "n1",
        "TopicArn": topic or get_settings().mail_events_topic,
        "Subject": "Amazon SES Email Event Notification",
        "Message": text,
        "MessageAttributes": {},
    }
    event = {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": notification}]}
    for _ in range(times):
        record_mail_event(event, None)


def of_sets(*names: Any) -> dict[str, Any]:
    event = ses_event("Bounce")
    event["mail"]["tags"]["ses:configuration-set"] = list(names)
    return event


@pytest.mark.parametrize("event_type", FACTS)
def test_record_mail_event_of_our_mail_reaches_the_service(
    recorded: list[MailEvent], warnings: list[dict[str, Any]], event_type: str
) -> None:
    notify(ses_event(event_type))

    assert [event.message_id for event in recorded] == [MESSAGE_ID]
    assert warnings == []


def test_record_mail_event_again_has_the_same_id(recorded: list[MailEvent]) -> None:
    notify(ses_event("Bounce"), times=3)

    assert len(recorded) == 3
    assert len({event.id for event in recorded}) == 1


@pytest.mark.parametrize(
    ("message", "topic", "reason"),
    [
        (ses_event("Bounce"), "arn:aws:sns:us-east-1:123456789012:other", "another topic"),
        (
            ses_event("Bounce"),
            "arn:aws:sns:us-east-1:123456789012:consulting-local-mail-events-2",
            "another topic",
        ),
        (
            ses_event("Bounce"),
            "arn:aws:sns:us-east-1:999999999999:consulting-local-mail-events",
            "another topic",
        ),
        (of_sets("consulting-prod"), None, "another configuration set"),
        (of_sets("consulting-local-2"), None, "another configuration set"),
        (of_sets("consulting-local", "consulting-prod"), None, "another configuration set"),
        (of_sets(), None, "another configuration set"),
        (ses_event("Bounce") | {"eventType": "Open"}, None, "eventType is unknown"),
        ("Successfully validated SNS topic", None, "the event is no JSON"),
        ('{"eventType": "Bounce", "mail": {}}', None, "bounce is no object"),
    ],
    ids=[
        "other topic",
        "topic with a like name",
        "topic of another account",
        "other environment",
        "set with a like name",
        "two sets",
        "no set",
        "unknown type",
        "garbage",
        "missing fields",
    ],
)
def test_record_mail_event_not_ours_is_dropped_with_a_warning(
    recorded: list[MailEvent],
    warnings: list[dict[str, Any]],
    message: Any,
    topic: str | None,
    reason: str,
) -> None:
    notify(message, topic)

    assert recorded == []
    (line,) = warnings
    assert (line["levelname"], line["msg"]) == ("WARNING", "mail event dropped")
    assert (line["notification_id"], line["reason"]) == ("n1", reason)
    assert RECIPIENT not in str(line)


def test_record_mail_event_failure_is_raised_so_that_lambda_tries_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(event: MailEvent) -> None:
        raise ConnectionError(event.message_id)

    monkeypatch.setattr(mail_events, "record_mail_event", fail)

    with pytest.raises(ConnectionError):
        notify(ses_event("Delivery"))
