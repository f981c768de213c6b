"""The trail of a mail: queued, sent, and what the provider told of it, as staff reads it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.fakes import START
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, message_ids_to, tell

CLIENT = "maria@keller-logistics.example"


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


def mails(consultant: Consultant, inquiry_id: str, kind: str) -> list[dict[str, Any]]:
    events = consultant.read(inquiry_id)["email_events"]
    return [event for event in events if event["kind"] == kind]


def confirmation(consultant: Consultant, inquiry_id: str) -> dict[str, Any]:
    (mail,) = mails(consultant, inquiry_id, "customer_confirmation")
    return mail


def trail(mail: dict[str, Any]) -> list[tuple[str, datetime, str | None]]:
    return [
        (event["status"], datetime.fromisoformat(event["at"]), event["reason"])
        for event in mail["events"]
    ]


def test_send_mail_notes_when_it_was_queued_and_sent(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.gateways.clock.advance(3)
    platform.work()

    mail = confirmation(consultant, inquiry_id)

    sent_at = START + timedelta(seconds=3)
    assert trail(mail) == [("queued", START, None), ("sent", sent_at, None)]
    assert (mail["status"], mail["to"], mail["reason"]) == ("sent", CLIENT, None)
    assert [mail["message_id"]] == message_ids_to(platform, CLIENT)


def test_record_mail_event_goes_on_with_the_trail(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    (message_id,) = message_ids_to(platform, CLIENT)

    for event_type in ("Send", "DeliveryDelay", "Delivery", "Complaint"):
        tell(platform, event_type, message_id)

    mail = confirmation(consultant, inquiry_id)
    told = [status for status, _, _ in trail(mail)]
    acts = [a for a in consultant.activities(inquiry_id) if a["subject"] == mail["kind"]]
    assert told == ["queued", "sent", "sent", "delayed", "delivered", "complained"]
    assert (mail["status"], mail["reason"]) == ("complained", "Complaint, abuse")
    assert trail(mail)[3][2] == "Delivery delayed, MailboxFull: smtp; 452 full"
    assert sorted(act["new"] for act in acts) == sorted(told)
    assert {act["kind"] for act in acts} == {"mail"}


def test_send_mail_refused_by_the_provider_is_failed_for_good(
    platform: Platform, consultant: Consultant
) -> None:
    platform.gateways.mailer.refusal = "Address contains illegal characters"
    inquiry_id = platform.submit()["id"]
    platform.work()

    found = consultant.read(inquiry_id)
    mail = confirmation(consultant, inquiry_id)
    assert trail(mail)[1:] == [("failed", START, "Address contains illegal characters")]
    assert (mail["status"], mail["message_id"]) == ("failed", None)
    assert found["owed"] == []


def test_send_mail_provider_away_stays_queued_since_it_was_asked_for(
    platform: Platform, consultant: Consultant
) -> None:
    platform.gateways.mailer.away = "The mail provider is throttling"
    inquiry_id = platform.submit()["id"]
    platform.pass_time(60)
    during = consultant.read(inquiry_id)
    platform.gateways.mailer.away = None
    platform.pass_time(120)

    owed = {debt["debt"]: debt["reason"] for debt in during["owed"]}
    mail = confirmation(consultant, inquiry_id)
    assert during["email_events"] == []
    assert owed["customer_mail"] == "The mail provider is throttling"
    assert trail(mail)[0] == ("queued", START, None)
    assert trail(mail)[1][1] > START + timedelta(seconds=60)


def test_send_mail_to_a_placeholder_address_is_recorded_and_not_sent(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit(email="Test@Example.com")["id"]
    platform.work()

    mail = confirmation(consultant, inquiry_id)
    detail = consultant.get(f"/mail/events/{mail['id']}").json_body
    assert trail(mail)[1:] == [("suppressed", START, "Placeholder address")]
    assert (detail["text"], detail["html"]) == (None, None)
    assert platform.gateways.mailer.kinds() == ["consultant_notification"]


def test_send_consultant_mail_goes_without_draft_after_fifteen_minutes_and_then_no_other(
    platform: Platform, consultant: Consultant
) -> None:
    platform.gateways.ai.away = "AI timed out"
    inquiry_id = platform.submit()["id"]
    platform.pass_time(899, step=31)
    before = platform.gateways.mailer.kinds()
    platform.pass_time(300, step=60)
    after = platform.gateways.mailer.kinds()
    platform.gateways.ai.away = None
    platform.pass_time(1200, step=100)

    (notice,) = mails(consultant, inquiry_id, "inquiry_notification")
    assert before == ["customer_confirmation"]
    assert after == ["customer_confirmation", "inquiry_notification"]
    assert platform.gateways.mailer.kinds() == after
    assert len(consultant.reports(inquiry_id)) == 1
    assert mails(consultant, inquiry_id, "consultant_notification") == []
    queued, sent = trail(notice)
    assert queued[:2] == ("queued", START)
    assert sent[1] >= START + timedelta(minutes=15)


def send_again(consultant: Consultant, mail: dict[str, Any]) -> tuple[int, str | None]:
    answer = consultant.post(f"/mail/events/{mail['id']}/send")
    return answer.status_code, answer.json_body["Code"] if answer.body else None


def test_send_mail_again_after_it_failed_leaves_the_former_on_record(
    platform: Platform, consultant: Consultant
) -> None:
    platform.gateways.mailer.refusal = "Try another day"
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.gateways.mailer.refusal = None
    failed = confirmation(consultant, inquiry_id)

    asked = send_again(consultant, failed)
    at_once = send_again(consultant, failed)
    platform.work()

    former, latter = mails(consultant, inquiry_id, "customer_confirmation")
    acts = [a for a in consultant.activities(inquiry_id) if a["kind"] == "mail_requested"]
    assert asked == (202, None)
    assert at_once == (409, "WorkUnderWay")
    assert former == failed
    assert (latter["status"], latter["to"]) == ("sent", CLIENT)
    assert [(act["actor"], act["subject"]) for act in acts] == [
        (consultant.username, "customer_confirmation")
    ]
    assert len(platform.gateways.mailer.mails) == 1
    assert consultant.read(inquiry_id)["owed"] == []


def test_send_mail_again_after_a_bounce_when_the_address_is_usable(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[0], bounceType="Transient")

    answer = send_again(consultant, confirmation(consultant, inquiry_id))
    platform.work()
    tell(platform, "Delivery", message_ids_to(platform, CLIENT)[1])

    both = mails(consultant, inquiry_id, "customer_confirmation")
    assert answer == (202, None)
    assert [mail["status"] for mail in both] == ["bounced", "delivered"]


def test_send_mail_again_of_a_report_link_makes_a_link_anew(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.gateways.mailer.refusal = "Try another day"
    consultant.approve(f"{inquiry_id}.1")
    consultant.send(f"{inquiry_id}.1")
    platform.work()
    platform.gateways.mailer.refusal = None
    (failed,) = mails(consultant, inquiry_id, "report_link")

    answer = send_again(consultant, failed)
    platform.work()

    assert answer == (202, None)
    assert [m["status"] for m in mails(consultant, inquiry_id, "report_link")] == [
        *("failed", "sent")
    ]
    assert len(consultant.read(inquiry_id)["links"]) == 1


def test_send_mail_again_that_arrived_or_may_have_is_a_conflict(
    platform: Platform, consultant: Consultant
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    mail = confirmation(consultant, inquiry_id)
    answers = [send_again(consultant, mail)]
    for event_type in ("DeliveryDelay", "Delivery", "Complaint"):
        tell(platform, event_type, mail["message_id"])
        answers.append(send_again(consultant, mail))
    platform.work()

    assert answers == [(409, "NothingToRetry")] * 4
    assert len(message_ids_to(platform, CLIENT)) == 1


def test_send_mail_again_that_is_none_is_404(platform: Platform, consultant: Consultant) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()

    for mail_id in ("nothing", f"{inquiry_id}.nothing", f"nothing.{inquiry_id}", "x" * 3000):
        assert send_again(consultant, {"id": mail_id}) == (404, "MailNotFound")
