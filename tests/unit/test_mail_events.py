"""What SES tells about mails: each event as documented, and whatever else may come instead."""

import json
from datetime import UTC, datetime
from functools import reduce
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.inquiries import MailStatus
from chalicelib.domain.mail_events import (
    LONGEST_REASON,
    MailEvent,
    UnreadableMailEvent,
    next_status,
    read_mail_event,
)
from chalicelib.domain.visible_text import one_line
from tests.ses_events import (
    FACTS,
    HAPPENED_AT,
    MAILED_AT,
    MESSAGE_ID,
    RECIPIENT,
    RETURNED,
    ses_event,
)

EXPECTED: dict[str, tuple[MailStatus, datetime, str | None, bool]] = {
    "Send": (MailStatus.SENT, MAILED_AT, None, False),
    "Reject": (MailStatus.FAILED, MAILED_AT, "Rejected, Bad content", False),
    "Delivery": (MailStatus.DELIVERED, HAPPENED_AT, None, False),
    "DeliveryDelay": (
        MailStatus.DELAYED,
        HAPPENED_AT,
        "Delivery delayed, MailboxFull: smtp; 452 full",
        False,
    ),
    "Bounce": (
        MailStatus.BOUNCED,
        HAPPENED_AT,
        "Permanent bounce, General: smtp; 550 5.1.1 user unknown",
        True,
    ),
    "Complaint": (MailStatus.COMPLAINED, HAPPENED_AT, "Complaint, abuse", True),
}
REPORTED = [
    MailStatus.SENT,
    MailStatus.DELAYED,
    MailStatus.DELIVERED,
    MailStatus.FAILED,
    MailStatus.BOUNCED,
    MailStatus.COMPLAINED,
]


def read(event_type: str, **changes: Any) -> MailEvent:
    return read_mail_event(json.dumps(ses_event(event_type, **changes)))


@pytest.mark.parametrize("event_type", FACTS)
def test_read_mail_event_of_each_type(event_type: str) -> None:
    event = read(event_type)

    status, at, reason, suppresses = EXPECTED[event_type]
    assert (event.status, event.at, event.reason) == (status, at, reason)
    assert event.suppresses is suppresses
    assert (event.message_id, event.mailed_at) == (MESSAGE_ID, MAILED_AT)
    assert event.recipients == (RECIPIENT,)
    assert event.configuration_sets == ("consulting-local",)


@pytest.mark.parametrize("bounce_type", ["Transient", "Undetermined"])
def test_read_mail_event_bounce_that_may_pass_suppresses_nobody(bounce_type: str) -> None:
    event = read("Bounce", bounceType=bounce_type, bounceSubType="MailboxFull")

    assert event.status == MailStatus.BOUNCED
    assert event.suppresses is False
    assert event.reason is not None
    assert event.reason.startswith(f"{bounce_type} bounce, MailboxFull: ")


@pytest.mark.parametrize(
    ("event_type", "changes", "reason"),
    [
        (
            "Bounce",
            {"bouncedRecipients": [{"status": "5.7.1"}]},
            "Permanent bounce, General: 5.7.1",
        ),
        ("Bounce", {"bouncedRecipients": []}, "Permanent bounce, General"),
        ("Complaint", {"complaintFeedbackType": None}, "Complaint"),
        (
            "Complaint",
            {"complaintFeedbackType": None, "complaintSubType": "OnAccountSuppressionList"},
            "Complaint, OnAccountSuppressionList",
        ),
    ],
    ids=["no diagnostic code", "no recipient", "no feedback", "on the suppression list"],
)
def test_read_mail_event_says_as_much_as_is_known(
    event_type: str, changes: dict[str, Any], reason: str
) -> None:
    event = read(event_type, **changes)

    assert event.reason == reason
    assert event.recipients == (RECIPIENT,)


def test_read_mail_event_again_has_the_same_id() -> None:
    text = json.dumps(ses_event("Bounce"))
    again = json.dumps(dict(reversed(ses_event("Bounce").items())), indent=2)

    assert read_mail_event(text) == read_mail_event(again)


def test_read_mail_event_other_events_have_other_ids() -> None:
    other_mail = ses_event("Bounce")
    other_mail["mail"]["messageId"] = "another"

    ids = [
        *(read(event_type).id for event_type in FACTS),
        read("Bounce", timestamp="2026-11-26T09:41:02.670Z").id,
        read("Bounce", feedbackId="another").id,
        read_mail_event(json.dumps(other_mail)).id,
    ]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "code",
    [
        "smtp; 550 \u202ereversed\u202c",
        "smtp;\r\n550\x1b[31m red\n\nlines",
        "smtp; 550 \ud800 half a letter",
        "smtp; 550 " + "x" * 100_000,
        "<script>alert(1)</script>",
        "\u200b\ufeff",
    ],
    ids=["bidi", "lines and escapes", "surrogate", "long", "markup", "invisible"],
)
def test_read_mail_event_hostile_diagnostic_code_is_one_harmless_line(code: str) -> None:
    reason = read("Bounce", bouncedRecipients=[RETURNED | {"diagnosticCode": code}]).reason

    assert reason is not None
    assert reason.startswith("Permanent bounce, General")
    assert len(reason) <= LONGEST_REASON
    assert reason.replace("\ufffd", "").isprintable()
    reason.encode()


def test_read_mail_event_hostile_address_is_one_short_line() -> None:
    recipients = [{"emailAddress": "a\r\nBcc: b@evil.example" + "x" * 1000}, {"emailAddress": 7}, 8]

    (address,) = read("Bounce", bouncedRecipients=recipients).recipients

    assert address.startswith("a Bcc: b@evil.example")
    assert len(address) <= 320


@pytest.mark.parametrize(
    "tags",
    [None, {}, [], {"ses:configuration-set": "consulting-local"}, {"ses:configuration-set": [7]}],
    ids=["none", "empty", "no object", "no list", "no text"],
)
def test_read_mail_event_without_configuration_set_names_none(tags: Any) -> None:
    event = ses_event("Delivery")
    event["mail"]["tags"] = tags

    assert read_mail_event(json.dumps(event)).configuration_sets == ()


def test_read_mail_event_time_of_another_zone_is_utc() -> None:
    event = read("Delivery", timestamp="2026-11-26T11:41:02.669+02:00")

    assert event.at == HAPPENED_AT
    assert event.at.tzinfo is UTC
    assert event.id == read("Delivery").id


def test_read_mail_event_does_without_the_time_of_the_mail() -> None:
    event = ses_event("Delivery")
    del event["mail"]["timestamp"]

    assert read_mail_event(json.dumps(event)).mailed_at is None


def without(event_type: str, *path: str) -> str:
    event = ses_event(event_type)
    parent = event
    for name in path[:-1]:
        parent = parent[name]
    del parent[path[-1]]
    return json.dumps(event)


def with_message_id(message_id: Any) -> str:
    event = ses_event("Delivery")
    event["mail"]["messageId"] = message_id
    return json.dumps(event)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("", "the event is no JSON"),
        ("Successfully validated SNS topic for Amazon SES event publishing.", "no JSON"),
        ("[" * 100_000, "the event is no JSON"),
        ("9" * 100_000, "the event is no JSON"),
        ("[]", "the event is no object"),
        ("{}", "eventType is unknown"),
        (json.dumps({"eventType": ["Bounce"]}), "eventType is unknown"),
        (json.dumps({"notificationType": "Bounce"}), "eventType is unknown"),
        (json.dumps(ses_event("Delivery") | {"eventType": "Open"}), "eventType is unknown"),
        (json.dumps(ses_event("Delivery") | {"mail": "x"}), "mail is no object"),
        (without("Delivery", "mail"), "mail is no object"),
        (without("Send", "send"), "send is no object"),
        (without("Delivery", "delivery"), "delivery is no object"),
        (without("Delivery", "mail", "messageId"), r"mail\.messageId is missing"),
        (with_message_id(7), r"mail\.messageId is missing or malformed"),
        (with_message_id(""), r"mail\.messageId is missing or malformed"),
        (with_message_id("a b"), r"mail\.messageId is missing or malformed"),
        (with_message_id("a\u202eb"), r"mail\.messageId is missing or malformed"),
        (with_message_id("x" * 201), r"mail\.messageId is missing or malformed"),
        (without("Send", "mail", "timestamp"), r"mail\.timestamp is missing"),
        (without("Bounce", "bounce", "timestamp"), r"bounce\.timestamp is missing"),
        (without("Bounce", "bounce", "bounceType"), r"bounce\.bounceType is missing"),
        (json.dumps(ses_event("Delivery", timestamp="soon")), r"delivery\.timestamp is"),
        (json.dumps(ses_event("Delivery", timestamp=1)), r"delivery\.timestamp is"),
        (json.dumps(ses_event("Delivery", timestamp="2026-11-26T09:41:02")), "timestamp is"),
        (json.dumps(ses_event("Delivery", timestamp="0001-01-01T00:00:00+14:00")), "timestamp is"),
    ],
)
def test_read_mail_event_that_is_none_is_refused(text: str, because: str) -> None:
    with pytest.raises(UnreadableMailEvent, match=because):
        read_mail_event(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(sorted(FACTS)),
    st.sampled_from(["mail", "facts", "timestamp", "recipients", "tags", "destination"]),
)
def test_read_mail_event_anything_in_any_place_is_read_or_refused(
    value: Any, event_type: str, place: str
) -> None:
    event = ses_event(event_type)
    (name,) = FACTS[event_type]
    if place in ("mail", "facts"):
        event[name if place == "facts" else "mail"] = value
    elif place in ("tags", "destination"):
        event["mail"][place] = value
    else:
        lists = [key for key, known in event[name].items() if isinstance(known, list)]
        event[name][place if place == "timestamp" or not lists else lists[0]] = value

    try:
        read_event = read_mail_event(json.dumps(event))
    except UnreadableMailEvent:
        return

    assert read_event.message_id == MESSAGE_ID
    assert all(one_line(address) == address for address in read_event.recipients)


@given(st.lists(st.sampled_from(REPORTED), min_size=1, max_size=5))
def test_next_status_is_the_same_in_any_order(events: list[MailStatus]) -> None:
    ends = {reduce(next_status, order, MailStatus.SENT) for order in permutations(events)}

    assert len(ends) == 1
    assert reduce(next_status, events + events, MailStatus.SENT) in ends


@pytest.mark.parametrize(
    ("current", "event_status", "expected"),
    [
        ("sent", "delivered", "delivered"),
        ("delivered", "sent", "delivered"),
        ("delivered", "delayed", "delivered"),
        ("delayed", "delivered", "delivered"),
        ("bounced", "delivered", "bounced"),
        ("delivered", "bounced", "bounced"),
        ("bounced", "complained", "complained"),
        ("complained", "bounced", "complained"),
        ("complained", "delivered", "complained"),
        ("sent", "failed", "failed"),
        ("failed", "sent", "failed"),
        ("queued", "delivered", "delivered"),
        ("suppressed", "delivered", "suppressed"),
    ],
)
def test_next_status_keeps_the_stronger(current: str, event_status: str, expected: str) -> None:
    assert next_status(MailStatus(current), MailStatus(event_status)) == expected


def test_next_status_knows_every_status() -> None:
    for status in MailStatus:
        assert next_status(status, status) == status
