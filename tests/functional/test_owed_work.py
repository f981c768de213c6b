"""Owed work, whole lives of it: workers, sweep and outages over a clock that the test moves."""

import msgspec
import pytest

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.domain.permissions import Role
from chalicelib.gateways.mailer import Mail
from chalicelib.gateways.queues import Message
from chalicelib.jobs.schedules import SweepIncomplete
from tests.functional.conftest import Platform

BOTH_MAILS = ["consultant_notification", "customer_confirmation"]


def test_settle_debts_normal_day_gives_report_and_both_mails(platform: Platform) -> None:
    submitted = platform.submit()

    platform.work()

    found = platform.read(submitted["id"], platform.sign_in())
    assert found["owed"] == []
    assert [report["number"] for report in found["reports"]] == [1]
    assert found["report"] == "draft"
    assert platform.gateways.mailer.kinds() == BOTH_MAILS
    assert {event["status"] for event in found["email_events"]} == {"sent"}


def test_settle_debts_ai_away_gives_outline_then_draft_when_back(platform: Platform) -> None:
    platform.gateways.ai.away = "AI is not available"
    submitted = platform.submit()
    staff = platform.sign_in()

    platform.work()
    during = platform.read(submitted["id"], staff)
    platform.gateways.ai.away = None
    platform.pass_time(120, step=20)
    after = platform.read(submitted["id"], staff)

    assert during["reports"] == []
    assert "rules" in during["outline"].lower()
    assert during["report"] == "outline"
    owed = {debt["debt"]: debt for debt in during["owed"]}
    assert owed["report"]["reason"] == "AI is not available"
    assert (owed["report"]["state"], owed["consultant_mail"]["state"]) == ("due", "waiting")
    assert len(after["reports"]) == 1
    assert after["owed"] == []
    assert platform.gateways.mailer.kinds() == BOTH_MAILS


def test_settle_debts_ai_away_for_hours_sends_one_notice_and_draft_later(
    platform: Platform,
) -> None:
    platform.gateways.ai.away = "AI timed out"
    submitted = platform.submit()

    platform.pass_time(6 * 3600, step=300)
    tries = len(platform.gateways.ai.prompts)
    platform.gateways.ai.away = None
    platform.pass_time(1800, step=300)

    found = platform.read(submitted["id"], platform.sign_in())
    assert len(found["reports"]) == 1
    assert found["owed"] == []
    assert platform.gateways.mailer.kinds() == ["customer_confirmation", "inquiry_notification"]
    assert 20 < tries < 35, "back-off grows to 15 minutes and stays there"


def test_settle_debts_notice_tells_why_there_is_no_draft(platform: Platform) -> None:
    platform.gateways.ai.away = "AI timed out"
    platform.submit()

    platform.pass_time(1200, step=120)

    (notice,) = [m for m in platform.gateways.mailer.mails if m.kind == "inquiry_notification"]
    assert "AI timed out" in notice.text
    assert notice.to == "consultants@cloudpartner.example"


@pytest.mark.parametrize("function", ["send_emails", "generate_reports"])
def test_settle_debts_message_twice_changes_nothing(platform: Platform, function: str) -> None:
    submitted = platform.submit()
    messages = list(platform.gateways.queues.sent)
    platform.work()

    for message in messages:
        if (message.kind == "report") == (function == "generate_reports"):
            platform.deliver(function, msgspec.json.encode(message).decode())
    platform.work()

    found = platform.read(submitted["id"], platform.sign_in())
    assert len(found["reports"]) == 1
    assert platform.gateways.mailer.kinds() == BOTH_MAILS
    assert len(platform.gateways.ai.prompts) == 1


def test_settle_debts_queues_purged_sweep_pays_all(platform: Platform) -> None:
    submitted = platform.submit()
    platform.gateways.queues.purge()

    platform.pass_time(420, step=60)

    found = platform.read(submitted["id"], platform.sign_in())
    assert found["owed"] == []
    assert platform.gateways.mailer.kinds() == BOTH_MAILS


def test_submit_inquiry_queue_away_is_stored_and_paid_later(platform: Platform) -> None:
    platform.gateways.queues.fault = ConnectionError("no queue")
    submitted = platform.submit()
    platform.gateways.queues.fault = None

    platform.pass_time(420, step=60)

    assert platform.read(submitted["id"], platform.sign_in())["owed"] == []


def test_settle_debts_worker_dies_with_lease_sweep_pays_once(platform: Platform) -> None:
    class WorkerKilled(BaseException):
        """Nothing after this line of the worker runs, as with SIGKILL."""

    platform.gateways.ai.fault = WorkerKilled()  # type: ignore[assignment]
    submitted = platform.submit()
    with pytest.raises(WorkerKilled):
        platform.work()
    platform.gateways.ai.fault = None

    platform.pass_time(600, step=60)

    found = platform.read(submitted["id"], platform.sign_in())
    assert found["owed"] == []
    assert len(found["reports"]) == 1
    assert platform.gateways.mailer.kinds() == BOTH_MAILS


def test_settle_debts_fault_of_ours_is_raised_then_parked(platform: Platform) -> None:
    platform.gateways.ai.fault = ValueError("broken prompt")
    submitted = platform.submit()

    platform.pass_time(2 * 3600, step=300)

    (debt,) = [
        debt
        for debt in platform.read(submitted["id"], platform.sign_in())["owed"]
        if debt["debt"] == "report"
    ]
    assert (debt["state"], debt["failures"]) == ("parked", 9)
    assert debt["reason"] == "A fault of the platform (ValueError)"
    assert len(platform.faults) == 9
    tries = len(platform.gateways.ai.prompts)
    platform.pass_time(3600, step=300)
    assert len(platform.gateways.ai.prompts) == tries, "a parked debt costs nothing"


def test_settle_debts_mail_away_waits_without_parking(platform: Platform) -> None:
    platform.gateways.mailer.away = "Sending is paused"
    submitted = platform.submit()

    platform.pass_time(3600, step=120)
    platform.gateways.mailer.away = None
    platform.pass_time(1800, step=120)

    assert platform.read(submitted["id"], platform.sign_in())["owed"] == []
    assert platform.gateways.mailer.kinds() == BOTH_MAILS


def test_settle_debts_documents_away_waits_without_parking(platform: Platform) -> None:
    """Without its body on record no mail goes out, so mails wait for the store as reports do."""
    platform.gateways.documents.away = "The store of reports is away"
    submitted = platform.submit()

    platform.pass_time(3600, step=60)
    owed = platform.read(submitted["id"], platform.sign_in())["owed"]
    platform.gateways.documents.away = None
    platform.pass_time(1800, step=60)

    assert {debt["debt"] for debt in owed} == {"customer_mail", "report", "consultant_mail"}
    assert {debt["state"] for debt in owed} == {"due"}
    assert {debt["reason"] for debt in owed} == {"The store of reports is away"}
    assert {debt["failures"] for debt in owed} == {0}
    assert platform.read(submitted["id"], platform.sign_in())["owed"] == []
    notified, confirmed = platform.gateways.mailer.kinds()
    assert confirmed == "customer_confirmation" or notified == "customer_confirmation"
    assert platform.faults == []


def test_settle_debts_mail_refused_is_recorded_and_not_repeated(platform: Platform) -> None:
    platform.gateways.mailer.refusal = "Address is not valid"
    submitted = platform.submit()

    platform.work()

    found = platform.read(submitted["id"], platform.sign_in())
    assert found["owed"] == []
    assert {event["status"] for event in found["email_events"]} == {"failed"}
    assert found["email_events"][0]["reason"] == "Address is not valid"


def test_settle_debts_placeholder_address_gets_no_mail_and_that_is_recorded(
    platform: Platform,
) -> None:
    submitted = platform.submit(email="Test@Example.com")

    platform.work()

    found = platform.read(submitted["id"], platform.sign_in())
    assert platform.gateways.mailer.kinds() == ["consultant_notification"]
    (record,) = [e for e in found["email_events"] if e["kind"] == "customer_confirmation"]
    assert (record["status"], record["reason"]) == ("suppressed", "Placeholder address")
    assert found["owed"] == []


@pytest.mark.parametrize(
    "body",
    [
        '{"kind":"report","version":2,"id":"x","inquiry_id":"y","colour":"blue"}',
        '{"kind":"report","version":1,"id":"x","inquiry_id":"y","colour":"blue"}',
        '{"kind":"invoice","version":1,"id":"x","inquiry_id":"y"}',
        "not json",
    ],
    ids=["newer version", "unknown field", "unknown kind", "garbage"],
)
def test_settle_debts_unknown_message_is_raised_for_the_dlq(platform: Platform, body: str) -> None:
    platform.deliver("generate_reports", body)

    assert [type(fault).__name__ for fault in platform.faults] == ["UnknownMessage"]


def test_settle_debts_inquiry_gone_drops_the_message(platform: Platform) -> None:
    message = Message(kind="report", id="x", inquiry_id="gone")

    platform.deliver("generate_reports", msgspec.json.encode(message).decode())

    assert platform.faults == []


def test_settle_debts_synthetic_reaches_no_people(platform: Platform) -> None:
    staff = platform.sign_in()
    submitted = platform.submit(headers={"X-Synthetic": "true", **staff})

    platform.work()

    found = platform.read(submitted["id"], staff)
    assert found["synthetic"] is True
    assert found["owed"] == []
    assert platform.gateways.mailer.mails == []
    assert all(message.synthetic for message in platform.gateways.queues.sent)
    assert platform.request("GET", "/admin/inquiries", headers=staff).json_body["items"] == []


def test_settle_debts_confirmation_never_holds_the_report(platform: Platform) -> None:
    platform.gateways.ai.text = "## Internal\n\nCharge them ZEBRA-7 dollars.\n"
    platform.submit()

    platform.work()

    by_kind = {mail.kind: mail for mail in platform.gateways.mailer.mails}
    confirmation = by_kind["customer_confirmation"]
    assert "ZEBRA-7" in by_kind["consultant_notification"].text
    assert "ZEBRA-7" not in confirmation.text + confirmation.html + confirmation.subject


def test_settle_debts_redelivered_after_a_dead_worker_needs_no_sweep(platform: Platform) -> None:
    class WorkerKilled(BaseException):
        """Nothing after this line of the worker runs, as with SIGKILL."""

    platform.gateways.ai.fault = WorkerKilled()  # type: ignore[assignment]
    submitted = platform.submit()
    with pytest.raises(WorkerKilled):
        platform.work()
    platform.gateways.ai.fault = None
    (message,) = [m for m in platform.gateways.queues.sent if m.kind == "report"]
    body = msgspec.json.encode(message).decode()

    platform.deliver("generate_reports", body)
    early = platform.read(submitted["id"], platform.sign_in())["reports"]
    platform.gateways.clock.advance(131)
    platform.deliver("generate_reports", body)

    assert early == [], "while the lease lives, nobody else works"
    found = platform.read(submitted["id"], platform.sign_in(Role.CONSULTANT))
    assert len(found["reports"]) == 1


def test_settle_owed_work_broken_inquiry_does_not_starve_the_others(platform: Platform) -> None:
    broken, sound = platform.submit(), platform.submit()
    platform.gateways.queues.purge()
    aws.client("dynamodb").update_item(
        TableName=get_settings().inquiries_table,
        Key={"pk": {"S": broken["id"]}, "sk": {"S": "HEAD"}},
        UpdateExpression="SET debts.report.#state = :unheard",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":unheard": {"S": "unheard of"}},
    )
    platform.gateways.clock.advance(301)

    with pytest.raises(SweepIncomplete):
        platform.sweep()
    platform.work()

    assert platform.read(sound["id"], platform.sign_in())["owed"] == []


def test_settle_debts_worker_dies_between_sending_and_recording_sends_twice_records_once(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one way to a second mail: services/mails.py says why nothing closes it."""

    class WorkerKilled(BaseException):
        """Nothing after this line of the worker runs, as with SIGKILL."""

    send, mailer = platform.gateways.mailer.send, platform.gateways.mailer

    def send_and_die(mail: Mail) -> str:
        send(mail)
        raise WorkerKilled

    submitted = platform.submit()
    monkeypatch.setattr(mailer, "send", send_and_die)
    with pytest.raises(WorkerKilled):
        platform.work()
    monkeypatch.setattr(mailer, "send", send)

    platform.pass_time(420, step=60)

    found = platform.read(submitted["id"], platform.sign_in())
    assert mailer.kinds() == [
        "consultant_notification",
        "customer_confirmation",
        "customer_confirmation",
    ]
    records = sorted(event["kind"] for event in found["email_events"])
    assert records == ["consultant_notification", "customer_confirmation"]
    assert found["owed"] == []
