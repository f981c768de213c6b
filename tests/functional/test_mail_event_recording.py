"""What SES tells of mails, in whatever order it comes and however often: nothing else counts."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.config import get_settings
from chalicelib.models import inquiry
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import InquiryEmail
from chalicelib.services.mail_events import MailNotRecorded
from tests.functional.conftest import Platform
from tests.functional.people import (
    Consultant,
    mail_event,
    message_ids_to,
    publish,
    stored_texts,
    tell,
)
from tests.ses_events import HAPPENED_AT

CLIENT = "maria@keller-logistics.example"


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def submitted(platform: Platform) -> dict[str, Any]:
    submitted = platform.submit()
    platform.work()
    return submitted


def confirmation(consultant: Consultant, inquiry_id: str) -> dict[str, Any]:
    events = consultant.read(inquiry_id)["email_events"]
    return next(event for event in events if event["kind"] == "customer_confirmation")


def progress(platform: Platform, submitted: dict[str, Any]) -> dict[str, Any]:
    answer = platform.request(
        "GET",
        f"/inquiries/{submitted['id']}/status",
        headers={"X-Status-Token": submitted["status_url"].partition("#")[2]},
    )
    return dict(answer.json_body["confirmation"])


def counts(consultant: Consultant) -> dict[str, int]:
    """Give the counts of confirmations by what became of them."""
    (kind,) = consultant.get("/mail/metrics?kind=customer_confirmation").json_body["by_kind"]
    names = ("under_way", "delivered", "bounced", "complained", "handed_over")
    return {name: kind[name] for name in names}


def test_record_mail_event_twice_changes_nothing_the_second_time(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", message_id)
    before = sorted(stored_texts(platform))

    for _ in range(3):
        platform.gateways.clock.advance(60)
        tell(platform, "Bounce", message_id)

    assert sorted(stored_texts(platform)) == before
    assert counts(consultant)["bounced"] == 1


@pytest.mark.parametrize("stronger", ["Bounce", "Complaint"])
def test_record_mail_event_late_delivery_never_hides_what_is_wrong(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any], stronger: str
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    tell(platform, stronger, message_id)
    wrong = confirmation(consultant, submitted["id"])
    told = progress(platform, submitted)

    tell(platform, "DeliveryDelay", message_id)
    tell(platform, "Delivery", message_id, timestamp="2026-11-26T10:00:00.000Z")

    after = confirmation(consultant, submitted["id"])
    assert after["status"] == {"Bounce": "bounced", "Complaint": "complained"}[stronger]
    assert {n: after[n] for n in ("status", "reason", "at")} == {
        n: wrong[n] for n in ("status", "reason", "at")
    }
    assert [event["status"] for event in after["events"]][3:] == ["delayed", "delivered"]
    assert progress(platform, submitted) == told
    (row,) = consultant.list_all("/mail/events", kind="customer_confirmation")
    assert row["status"] == after["status"]


def test_record_mail_event_ends_the_same_in_any_order_however_often(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    (original,) = inquiry.find_emails(message_id)
    told = [
        ("Send", {}),
        ("DeliveryDelay", {}),
        ("Delivery", {}),
        ("Bounce", {"bounceType": "Transient", "feedbackId": "f1"}),
        ("Bounce", {"timestamp": "2026-11-26T11:00:00.000Z", "feedbackId": "f2"}),
    ]
    ends = set()
    for number in range(10):
        day = random.Random(number)
        events = [*told, *day.sample(told, 3)]
        day.shuffle(events)
        copy = _copy_of(submitted["id"], original[1], number)

        for event_type, facts in events:
            tell(platform, event_type, f"copy-{number}", **facts)

        email = inquiry.get_email(submitted["id"], copy)
        assert email is not None
        ends.add((email.status, email.reason, tuple(sorted(e.status for e in email.trail))))

    reason = "Permanent bounce, General: smtp; 550 5.1.1 user unknown"
    trail = ("bounced", "bounced", "delayed", "delivered", "queued", "sent", "sent")
    assert ends == {("bounced", reason, trail)}


def _copy_of(inquiry_id: str, email_id: str, number: int) -> str:
    """Store a copy of a mail under another provider's id; it is in no list and so not counted."""
    email = inquiry.get_email(inquiry_id, email_id)
    assert email is not None
    email.sk, email.message_id = f"EMAIL#copy-{number}", f"copy-{number}"
    email.listed = email.listed_status = email.created_key = None
    change_head(inquiry_id, lambda _: HeadChange(items=[email]))
    return f"copy-{number}"


def test_record_mail_event_of_a_mail_that_is_not_on_record_yet_is_raised(
    platform: Platform,
) -> None:
    now = platform.gateways.clock.now()
    young = mail_event("Delivery", "unheard-of", mailed_at=now - timedelta(minutes=9))

    with pytest.raises(MailNotRecorded):
        publish(platform, young)


def test_record_mail_event_of_an_old_mail_of_nobody_is_dropped(
    platform: Platform, submitted: dict[str, Any]
) -> None:
    before = sorted(stored_texts(platform))
    now = platform.gateways.clock.now()

    publish(platform, mail_event("Bounce", "unheard-of", mailed_at=now - timedelta(minutes=11)))

    assert sorted(stored_texts(platform)) == before


def test_record_mail_event_before_the_mails_record_counts_when_it_comes_again(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    with pytest.raises(MailNotRecorded):
        tell(platform, "Delivery", "message-1")
    platform.work()

    (message_id,) = message_ids_to(platform, CLIENT)
    assert message_id == "message-1"
    tell(platform, "Delivery", "message-1")

    assert confirmation(consultant, inquiry_id)["status"] == "delivered"


def test_record_mail_event_that_is_not_ours_changes_nothing(
    platform: Platform, submitted: dict[str, Any]
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    ours = mail_event("Bounce", message_id)
    topic = get_settings().mail_events_topic
    before = sorted(stored_texts(platform))

    for foreign_topic in (f"{topic}-2", topic.replace("123456789012", "999999999999"), "arn"):
        publish(platform, ours, foreign_topic)
    for names in (["consulting-prod"], ["consulting-local", "other"], [], "consulting-local"):
        event = mail_event("Bounce", message_id)
        event["mail"]["tags"] = {"ses:configuration-set": names}
        publish(platform, event)
    for garbage in (
        *("", "no JSON", "[]", "null", '"text"', "[" * 100_000),
        *({}, {"eventType": "Bounce"}, {**ours, "mail": {}}, {**ours, "eventType": "Open"}),
        {**ours, "bounce": {}},
        {**ours, "bounce": {**ours["bounce"], "timestamp": "yesterday"}},
        {"notificationType": "Bounce", "bounce": ours["bounce"], "mail": ours["mail"]},
    ):
        publish(platform, garbage)

    assert sorted(stored_texts(platform)) == before


def test_record_mail_event_is_on_each_mail_that_has_the_providers_id(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    other = platform.submit()
    platform.work()
    ours, its = message_ids_to(platform, CLIENT)
    (found,) = inquiry.find_emails(its)
    InquiryEmail(found[0], f"EMAIL#{found[1]}").update(actions=[InquiryEmail.message_id.set(ours)])

    tell(platform, "Delivery", ours)
    tell(platform, "Delivery", ours)

    for inquiry_id in (submitted["id"], other["id"]):
        mail = confirmation(consultant, inquiry_id)
        assert [event["status"] for event in mail["events"]] == ["queued", "sent", "delivered"]
    assert counts(consultant)["delivered"] == counts(consultant)["handed_over"] == 2


def test_record_mail_event_moves_the_counts_and_what_the_visitor_is_told(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    seen = []
    for event_type in ("DeliveryDelay", "Delivery", "Complaint"):
        tell(platform, event_type, message_id)
        found = counts(consultant)
        seen.append((found["under_way"], found["delivered"], found["complained"]))
        assert found["handed_over"] == 1

    told = progress(platform, submitted)
    assert seen == [(1, 0, 0), (0, 1, 0), (0, 1, 1)]
    assert told["state"] == "delivered", "a visitor is not told that they complained"
    assert datetime.fromisoformat(told["at"]) == HAPPENED_AT


def test_record_mail_event_of_another_mail_leaves_the_confirmation_alone(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    before = progress(platform, submitted)
    (notification,) = message_ids_to(platform, "consultants@cloudpartner.example")

    tell(platform, "Delivery", notification)
    after_notification = progress(platform, submitted)
    (first,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", first, bounceType="Transient")
    consultant.post(f"/mail/events/{confirmation(consultant, submitted['id'])['id']}/send")
    platform.work()
    tell(platform, "Delivery", message_ids_to(platform, CLIENT)[1])
    tell(platform, "Delivery", first, timestamp="2026-11-26T12:00:00.000Z")

    told = progress(platform, submitted)
    assert after_notification == before
    assert told["state"] == "delivered", "the newest confirmation is the one that counts"
    assert datetime.fromisoformat(told["at"]) == HAPPENED_AT


def test_record_mail_event_of_a_deleted_inquiry_brings_nothing_back(
    platform: Platform, consultant: Consultant, submitted: dict[str, Any]
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    consultant.delete_inquiry(submitted["id"])
    platform.pass_time(600, step=60)
    erased = sorted(text for text in stored_texts(platform) if submitted["id"] in text)

    long_ago = platform.gateways.clock.now() - timedelta(minutes=11)
    for event_type in ("Delivery", "Bounce"):
        publish(platform, mail_event(event_type, message_id, mailed_at=long_ago))

    assert len(erased) == 1, "the tombstone"
    assert sorted(text for text in stored_texts(platform) if submitted["id"] in text) == erased
    assert consultant.get("/mail/metrics").json_body["total"]["handed_over"] == 0
    assert consultant.list_all("/mail/events") == []
