"""Addresses that get no more mail: who is on the list, what it does, and how staff lifts it."""

from typing import Any

import pytest

from chalicelib.domain.permissions import Role
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, message_ids_to, tell

CLIENT = "maria@keller-logistics.example"
CONSULTANCY = "consultants@cloudpartner.example"


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


def suppressed(consultant: Consultant) -> list[dict[str, Any]]:
    return list(consultant.get("/mail/suppressions").json_body["items"])


def confirm_another(platform: Platform, consultant: Consultant, address: str = CLIENT) -> Any:
    """Give what became of the confirmation of another inquiry from an address."""
    inquiry_id = platform.submit(email=address)["id"]
    platform.work()
    events = consultant.read(inquiry_id)["email_events"]
    return next(event for event in events if event["kind"] == "customer_confirmation")


@pytest.mark.parametrize(
    ("event_type", "cause", "reason"),
    [
        ("Bounce", "bounced", "Permanent bounce, General: smtp; 550 5.1.1 user unknown"),
        ("Complaint", "complained", "Complaint, abuse"),
    ],
)
def test_record_mail_event_final_has_the_address_get_no_more_mail(
    platform: Platform,
    consultant: Consultant,
    inquiry_id: str,
    event_type: str,
    cause: str,
    reason: str,
) -> None:
    tell(platform, event_type, message_ids_to(platform, CLIENT)[0])
    sent_before = len(platform.gateways.mailer.mails)

    mail = confirm_another(platform, consultant, "Maria@Keller-Logistics.example")

    (entry,) = suppressed(consultant)
    detail = consultant.get(f"/mail/events/{mail['id']}").json_body
    assert (entry["address"], entry["cause"], entry["reason"], entry["inquiry_id"]) == (
        *(CLIENT, cause, reason, inquiry_id),
    )
    assert consultant.get("/mail/metrics").json_body["suppressed_addresses"] == 1
    assert (mail["status"], mail["message_id"]) == ("suppressed", None)
    assert mail["reason"] == f"This address gets no mail since 2026-11-24 ({cause})"
    assert [event["status"] for event in mail["events"]] == ["queued", "suppressed"]
    assert (detail["text"], detail["html"]) == (None, None)
    later = platform.gateways.mailer.mails[sent_before:]
    assert [later_mail.to for later_mail in later] == [CONSULTANCY]
    assert consultant.list_all("/mail/events", status="suppressed")[0]["id"] == mail["id"]


def test_record_mail_event_that_may_pass_suppresses_nobody(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    (message_id,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", message_id, bounceType="Transient")
    tell(platform, "Bounce", message_id, bounceType="Undetermined", feedbackId="f2")
    for event_type in ("DeliveryDelay", "Delivery", "Send", "Reject"):
        tell(platform, event_type, message_id)

    assert suppressed(consultant) == []
    assert confirm_another(platform, consultant)["status"] == "sent"


def test_lift_suppression_has_the_address_get_mail_again(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[0])
    stopped = confirm_another(platform, consultant)
    (entry,) = suppressed(consultant)

    lifted = consultant.delete(f"/mail/suppressions/{entry['id']}")
    again = consultant.post(f"/mail/events/{stopped['id']}/send")
    platform.work()

    acts = [a for a in consultant.activities(inquiry_id) if a["kind"] == "suppression_lifted"]
    assert [lifted.status_code, again.status_code] == [204, 202]
    assert suppressed(consultant) == []
    assert len(message_ids_to(platform, CLIENT)) == 2
    assert [act["actor"] for act in acts] == [consultant.username]
    assert confirm_another(platform, consultant)["status"] == "sent"


def test_lift_suppression_and_a_bounce_again_suppresses_again(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    (first,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", first)
    consultant.delete(f"/mail/suppressions/{suppressed(consultant)[0]['id']}")

    tell(platform, "Bounce", first)
    after_the_same_event = suppressed(consultant)
    confirm_another(platform, consultant)
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[1])

    assert after_the_same_event == [], "an event that comes again is no other bounce"
    assert [entry["address"] for entry in suppressed(consultant)] == [CLIENT]


def test_send_mail_to_the_consultancy_is_suppressed_like_any_other(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    tell(platform, "Complaint", message_ids_to(platform, CONSULTANCY)[0])

    another = platform.submit()["id"]
    platform.work()

    found = consultant.read(another)
    states = {event["kind"]: event["status"] for event in found["email_events"]}
    assert states == {"consultant_notification": "suppressed", "customer_confirmation": "sent"}
    assert found["owed"] == []
    assert suppressed(consultant)[0]["address"] == CONSULTANCY


def test_lift_suppression_whose_inquiry_was_deleted(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[0])
    consultant.delete_inquiry(inquiry_id)
    platform.pass_time(300, step=60)
    (entry,) = suppressed(consultant)

    assert consultant.delete(f"/mail/suppressions/{entry['id']}").status_code == 204
    assert suppressed(consultant) == []


def test_lift_suppression_that_is_none_is_404(consultant: Consultant) -> None:
    for suppression_id in ("nothing", CLIENT, "x" * 3000):
        answer = consultant.delete(f"/mail/suppressions/{suppression_id}")
        assert (answer.status_code, answer.json_body["Code"]) == (404, "SuppressionNotFound")


def test_lift_suppression_needs_the_permission(
    platform: Platform, consultant: Consultant, inquiry_id: str
) -> None:
    tell(platform, "Bounce", message_ids_to(platform, CLIENT)[0])
    (entry,) = suppressed(consultant)
    operator = Consultant(platform, Role.OPERATOR)

    seen = operator.get("/mail/suppressions")
    refused = operator.delete(f"/mail/suppressions/{entry['id']}")

    assert [seen.status_code, refused.status_code] == [200, 403]
    assert suppressed(consultant) == [entry]


def test_list_suppressions_has_the_latest_first(platform: Platform, consultant: Consultant) -> None:
    addresses = [f"client{number}@keller-logistics.example" for number in range(3)]
    for address in addresses:
        confirm_another(platform, consultant, address)
        platform.gateways.clock.advance(60)
        tell(platform, "Complaint", message_ids_to(platform, address)[0])

    assert [entry["address"] for entry in suppressed(consultant)] == addresses[::-1]
