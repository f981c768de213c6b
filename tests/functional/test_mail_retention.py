"""How long mails are kept: removed with their bodies and counts, in batches, and told of."""

from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.domain.retention import mail_kept_for, oldest_kept
from chalicelib.services import retention
from tests.fakes import START
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, message_ids_to, tell

CLIENT = "maria@keller-logistics.example"
CONSULTANCY = "consultants@cloudpartner.example"
DAY = 86_400


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


def submit(platform: Platform, email: str = CLIENT) -> str:
    submitted = platform.submit(email=email)
    platform.work()
    return str(submitted["id"])


def apply_retention(platform: Platform) -> None:
    event = platform.client.events.generate_cw_event("aws.events", "Scheduled Event", {}, [])
    platform.client.lambda_.invoke("apply_retention", event)


def stored_mails() -> list[tuple[str, str]]:
    """Give kind and status of each mail's record."""
    items = boto3.client("dynamodb").scan(TableName="consulting-local-inquiries")["Items"]
    return sorted(
        (item["kind"]["S"], item["status"]["S"])
        for item in items
        if item["sk"]["S"].startswith("EMAIL#")
    )


def counted_mails() -> dict[str, int]:
    """Give how many mails the ledger counts by status, days and kinds together."""
    found: dict[str, int] = {}
    for item in boto3.client("dynamodb").scan(TableName="consulting-local-ledger")["Items"]:
        if item["pk"]["S"] == "MAILS":
            for status in MailStatus:
                found[status] = found.get(status, 0) + int(item.get(status, {"N": "0"})["N"])
    return {status: count for status, count in found.items() if count}


def bodies(platform: Platform) -> list[str]:
    return [key for key in platform.gateways.documents.content_by_key if "/mails/" in key]


@pytest.mark.parametrize(
    ("kind", "status", "days"),
    [
        ("customer_confirmation", "delivered", 730),
        ("customer_confirmation", "sent", 730),
        ("customer_confirmation", "bounced", 180),
        ("consultant_notification", "delivered", 365),
        ("inquiry_notification", "sent", 365),
        ("report_link", "delivered", 365),
        *[("report_link", wrong, 180) for wrong in ("bounced", "complained", "failed")],
        ("customer_confirmation", "suppressed", 180),
    ],
)
def test_mail_kept_for_follows_the_policies(kind: str, status: str, days: int) -> None:
    assert mail_kept_for(MailKind(kind), MailStatus(status)) == timedelta(days=days)


def test_oldest_kept_misses_no_mail_that_is_over() -> None:
    before = dict(oldest_kept(START))

    for status in MailStatus:
        for kind in MailKind:
            assert before[status] >= START - mail_kept_for(kind, status)


def test_apply_retention_removes_each_mail_in_its_time(
    platform: Platform, consultant: Consultant
) -> None:
    submit(platform)
    tell(platform, "Delivery", message_ids_to(platform, CLIENT)[0])
    submit(platform, "other@client.example")
    tell(platform, "Complaint", message_ids_to(platform, "other@client.example")[0])
    confirmed, complained = (
        ("customer_confirmation", "delivered"),
        ("customer_confirmation", "complained"),
    )
    notified = ("consultant_notification", "sent")
    left = []
    for days in (179.9, 0.2, 184.8, 0.2, 364.8, 0.2):
        platform.gateways.clock.advance(days * DAY)
        apply_retention(platform)
        left.append(stored_mails())
        assert len(bodies(platform)) == len(stored_mails())
        assert sum(counted_mails().values()) == len(stored_mails())

    assert left == [
        [notified, notified, complained, confirmed],
        [notified, notified, confirmed],
        [notified, notified, confirmed],
        [confirmed],
        [confirmed],
        [],
    ]
    assert counted_mails() == {}
    assert len(consultant.list_all("/mail/events")) == 0
    reports = [key for key in platform.gateways.documents.content_by_key if "/reports/" in key]
    assert len(reports) == 2, "nothing but mails is removed"


def test_apply_retention_says_what_it_removed(platform: Platform, consultant: Consultant) -> None:
    submit(platform, "test@example.com")
    platform.gateways.mailer.refusal = "No"
    submit(platform)
    platform.gateways.clock.advance(181 * DAY)
    apply_retention(platform)

    told = consultant.get("/mail/metrics").json_body["retention"]
    platform.gateways.clock.advance(DAY)
    apply_retention(platform)
    later = consultant.get("/mail/metrics").json_body["retention"]

    assert told == {
        "at": "2027-05-24T09:15:00Z",
        "removed": 3,
        "removed_by_kind": {"customer_confirmation": 2, "consultant_notification": 1},
        "is_complete": True,
    }
    assert (later["at"], later["removed"]) == ("2027-05-25T09:15:00Z", 0)


def test_apply_retention_goes_on_where_a_full_run_ended(
    platform: Platform, consultant: Consultant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert retention.MOST_PER_RUN == 1000
    monkeypatch.setattr(retention, "MOST_PER_RUN", 3)
    platform.gateways.mailer.refusal = "No"
    for _ in range(4):
        submit(platform)
    platform.gateways.clock.advance(181 * DAY)
    seen = []
    for _ in range(4):
        apply_retention(platform)
        told = consultant.get("/mail/metrics").json_body["retention"]
        seen.append((told["removed"], told["is_complete"], len(stored_mails())))

    assert seen == [(3, False, 5), (3, False, 2), (2, True, 0), (0, True, 0)]


def test_apply_retention_interrupted_is_done_by_the_next_run(
    platform: Platform, consultant: Consultant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        submit(platform, f"client{number}@client.example")
        tell(platform, "Complaint", message_ids_to(platform, f"client{number}@client.example")[0])
    platform.gateways.clock.advance(181 * DAY)
    documents = platform.gateways.documents
    delete = documents.delete

    def delete_and_die(keys: Any) -> None:
        delete(keys)
        if len(bodies(platform)) == 4:
            raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(documents, "delete", delete_and_die)
        with pytest.raises(KeyboardInterrupt):
            apply_retention(platform)
    in_between = (len(stored_mails()), len(bodies(platform)), sum(counted_mails().values()))
    apply_retention(platform)

    assert in_between == (5, 4, 5), "one mail has lost its body, and not its record yet"
    assert stored_mails() == [("consultant_notification", "sent")] * 3
    assert counted_mails() == {"sent": 3}
    assert len(bodies(platform)) == 3


def test_apply_retention_event_at_the_same_moment_brings_no_mail_back(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(platform)
    (message_id,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", message_id)
    platform.gateways.clock.advance(181 * DAY)
    documents = platform.gateways.documents
    delete = documents.delete

    def delete_while_an_event_comes(keys: Any) -> None:
        monkeypatch.setattr(documents, "delete", delete)
        tell(platform, "Delivery", message_id)
        delete(keys)

    monkeypatch.setattr(documents, "delete", delete_while_an_event_comes)
    apply_retention(platform)

    assert stored_mails() == [("consultant_notification", "sent")]
    assert counted_mails() == {"sent": 1}


def test_record_mail_event_of_a_mail_that_is_removed_meanwhile_brings_none_back(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(platform)
    (message_id,) = message_ids_to(platform, CLIENT)
    tell(platform, "Bounce", message_id)
    platform.gateways.clock.advance(181 * DAY)
    clock = platform.gateways.clock
    now = clock.now

    def now_after_retention() -> Any:
        # The event's mail has been read, and not been written yet.
        monkeypatch.setattr(clock, "now", now)
        apply_retention(platform)
        return now()

    monkeypatch.setattr(clock, "now", now_after_retention)
    tell(platform, "Complaint", message_id)

    assert stored_mails() == [("consultant_notification", "sent")]
    assert counted_mails() == {"sent": 1}
