"""Deleting an inquiry: gone at once for everybody, erased soon after, never to come back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest

from chalicelib.domain.counts import moves
from chalicelib.domain.debts import DebtName, DebtState
from chalicelib.domain.inquiries import MailKind, MailStatus
from chalicelib.domain.mail_events import MailEvent
from chalicelib.domain.permissions import Role
from chalicelib.gateways.ai import Answer, Prompt
from chalicelib.gateways.mailer import Mail
from chalicelib.models.inquiry import (
    InquiryEmail,
    InquiryHead,
    InquiryReport,
    email_key,
    get_any_head,
    get_report,
    report_key,
)
from chalicelib.models.ledger import list_mail_counts, mail_counts_key, move_counts
from chalicelib.models.table import write_together
from chalicelib.services import mails, report_versions
from chalicelib.services.mail_events import record_mail_event
from chalicelib.services.report_links import create_link
from tests.fakes import START
from tests.functional.casework import LIST, Headers, assert_fault, edit, get_counts, get_ids
from tests.functional.conftest import Platform, start_platform

TOMBSTONE = {
    *("pk", "sk", "created_at", "updated_at", "version", "revision", "debts", "synthetic"),
    *("deleted_at", "deleted_by", "report_number"),
}


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        yield platform


@pytest.fixture(scope="module")
def staff(platform: Platform) -> Headers:
    return platform.sign_in(Role.ADMIN)


def delete(platform: Platform, staff: Headers, inquiry_id: str, version: int = 1) -> Any:
    path = f"{LIST}/{inquiry_id}?version={version}"
    return platform.request("DELETE", path, headers=staff)


def stored(inquiry_id: str) -> list[dict[str, Any]]:
    """Give everything that is stored of an inquiry."""
    table = boto3.resource("dynamodb").Table("consulting-local-inquiries")
    return [dict(item) for item in table.scan()["Items"] if item["pk"] == inquiry_id]


def files(platform: Platform, inquiry_id: str) -> list[str]:
    return platform.gateways.documents.list_keys(f"inquiries/{inquiry_id}/")


def mail_totals() -> dict[str, int]:
    """Count all mails of the tests' day by status."""
    totals: dict[str, int] = {}
    for _, _, counts in list_mail_counts(START.date(), START.date() + timedelta(days=99)):
        for status, count in counts.items():
            totals[status] = totals.get(status, 0) + count
    return {status: count for status, count in totals.items() if count}


def test_delete_inquiry_is_404_at_once_wherever_it_was(platform: Platform, staff: Headers) -> None:
    before = get_counts(platform, staff), mail_totals()
    submitted = platform.submit(name="Zacharias Zimmer", company="Zebra")
    inquiry_id, token = submitted["id"], submitted["status_url"].partition("#")[2]
    platform.work()
    edit(platform, staff, inquiry_id, version=1, status="processing")
    report = get_report(inquiry_id, 1)
    assert report is not None
    link = create_link(report)
    (mail, *_) = platform.read(inquiry_id, staff)["email_events"]

    answer = delete(platform, staff, inquiry_id, version=2)

    assert (answer.status_code, answer.body) == (204, b"")
    one, reports = f"{LIST}/{inquiry_id}", f"/admin/reports/{inquiry_id}.1"
    for method, path, body in [
        ("GET", one, None),
        ("GET", f"{one}/activities", None),
        ("PATCH", one, {"version": 3, "status": "closed"}),
        ("DELETE", f"{one}?version=3", None),
        ("POST", f"{one}/notes", {"text": "x"}),
        ("POST", f"{one}/reports", {}),
        ("POST", f"{one}/owed/erasure/retry", None),
        ("DELETE", f"{one}/links/{link.link.link_id}", None),
        ("GET", reports, None),
        ("GET", f"{reports}/html", None),
        ("GET", f"{reports}/markdown", None),
        ("GET", f"{reports}/pdf", None),
        ("PATCH", reports, {"markdown": "x"}),
        ("POST", f"{reports}/approve", None),
        ("POST", f"{reports}/send", {}),
        ("GET", f"/admin/mail/events/{mail['id']}", None),
        ("POST", f"/admin/mail/events/{mail['id']}/send", None),
        ("GET", f"/report-links/{inquiry_id}/{link.token}", None),
    ]:
        found = platform.request(method, path, body, staff)
        assert found.status_code == 404, (method, path, found.body)
    status = platform.request(
        "GET", f"/inquiries/{inquiry_id}/status", headers={"X-Status-Token": token}
    )
    assert status.status_code == 404
    for query in ({}, {"status": "processing"}, {"q": "zacharias"}):
        assert inquiry_id not in get_ids(platform, staff, **query)
    for path in ("/admin/reports", "/admin/mail/events"):
        assert inquiry_id.encode() not in platform.request("GET", path, headers=staff).body
    assert (get_counts(platform, staff), mail_totals()) == before


def test_delete_inquiry_leaves_a_tombstone_with_nothing_personal(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.request("POST", f"{LIST}/{inquiry_id}/notes", {"text": "Called Maria"}, staff)
    assert len(stored(inquiry_id)) > 10
    assert len(files(platform, inquiry_id)) == 3
    platform.gateways.clock.advance(60)

    delete(platform, staff, inquiry_id)
    platform.work()
    (emptied,) = stored(inquiry_id)
    platform.pass_time(600, step=30)

    (tombstone,) = stored(inquiry_id)
    assert emptied.keys() == TOMBSTONE | {"owed_partition", "owed_key"}
    assert tombstone.keys() == TOMBSTONE
    assert tombstone["debts"].keys() == {"erasure"}
    assert (tombstone["deleted_by"], tombstone["version"]) == ("some.admin", 2)
    assert tombstone["deleted_at"] > tombstone["created_at"]
    assert files(platform, inquiry_id) == []


def test_delete_inquiry_before_any_job_ran_drops_their_messages(
    platform: Platform, staff: Headers
) -> None:
    before = len(platform.gateways.mailer.mails)
    inquiry_id = platform.submit()["id"]

    delete(platform, staff, inquiry_id)
    platform.work()

    assert len(platform.gateways.mailer.mails) == before
    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]
    assert files(platform, inquiry_id) == []
    assert platform.faults == []


def test_delete_inquiry_while_a_draft_is_written_nothing_comes_back(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft, ai = platform.gateways.ai.draft, platform.gateways.ai
    before = get_counts(platform, staff)

    def draft_slowly(prompt: Prompt) -> Answer:
        monkeypatch.setattr(ai, "draft", draft)
        delete(platform, staff, inquiry_id)
        platform.work()  # The first erasure, before the text is stored.
        return draft(prompt)

    inquiry_id = platform.submit()["id"]
    monkeypatch.setattr(ai, "draft", draft_slowly)
    platform.work()
    at_first = files(platform, inquiry_id)
    platform.pass_time(900, step=30)

    assert len(at_first) == 1, "the job that was under way put its text into the store"
    assert files(platform, inquiry_id) == []
    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]
    assert get_any_head(inquiry_id).debts[DebtName.ERASURE].state is DebtState.DONE
    assert get_counts(platform, staff) == before
    assert platform.faults == []


def test_delete_inquiry_while_a_mail_is_sent_no_record_comes_back(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, mailer, before = platform.gateways.mailer.send, platform.gateways.mailer, mail_totals()

    def send_slowly(mail: Mail) -> str:
        monkeypatch.setattr(mailer, "send", send)
        delete(platform, staff, inquiry_id)
        return send(mail)

    inquiry_id = platform.submit()["id"]
    monkeypatch.setattr(mailer, "send", send_slowly)
    platform.work()
    platform.pass_time(900, step=30)

    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]
    assert files(platform, inquiry_id) == []
    assert mail_totals() == before
    assert platform.faults == []


def test_delete_inquiry_store_away_is_erased_when_it_is_back(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    platform.gateways.documents.away = "The store of reports is away"

    answer = delete(platform, staff, inquiry_id)
    platform.work()
    during = get_any_head(inquiry_id).debts[DebtName.ERASURE]
    platform.gateways.documents.away = None
    platform.pass_time(1200, step=60)

    assert answer.status_code == 204
    assert (during.state, during.reason) == (DebtState.DUE, "The store of reports is away")
    assert files(platform, inquiry_id) == []
    assert get_any_head(inquiry_id).debts[DebtName.ERASURE].state is DebtState.DONE


def test_delete_inquiry_lost_message_is_swept(platform: Platform, staff: Headers) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()

    delete(platform, staff, inquiry_id)
    platform.gateways.queues.purge()
    platform.pass_time(1200, step=60)

    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]


def test_delete_inquiry_what_the_provider_says_later_changes_nothing(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    platform.work()
    message_id = platform.read(inquiry_id, staff)["email_events"][0]["message_id"]
    delete(platform, staff, inquiry_id)
    before, totals = stored(inquiry_id), mail_totals()

    record_mail_event(
        MailEvent(
            id="event-1",
            message_id=message_id,
            status=MailStatus.BOUNCED,
            at=START,
            reason=None,
            suppresses=False,
            configuration_sets=("consulting-local",),
            recipients=("maria@keller-logistics.example",),
            mailed_at=START - timedelta(hours=1),
        )
    )

    assert (stored(inquiry_id), mail_totals()) == (before, totals)
    platform.work()


def test_delete_inquiry_with_more_than_a_transaction_takes_is_erased_too(
    platform: Platform, staff: Headers
) -> None:
    totals = mail_totals()
    inquiry_id = platform.submit()["id"]
    platform.work()
    for number in range(2, 45):
        store_report_and_mail(inquiry_id, number)
    InquiryHead(inquiry_id, "HEAD").update(actions=[InquiryHead.report_number.set(44)])

    answer = delete(platform, staff, inquiry_id)
    platform.work()

    assert answer.status_code == 204
    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]
    assert mail_totals() == totals


def store_report_and_mail(inquiry_id: str, number: int) -> None:
    """Store a version and a mail of another day, counted."""
    at = START + timedelta(days=number)
    report = get_report(inquiry_id, 1)
    assert report is not None
    version = InquiryReport.from_raw_data(report.serialize())
    version.sk, version.number = report_key(number), number
    version.save()
    mail = InquiryEmail(
        inquiry_id,
        email_key(f"mail-{number:02}"),
        kind=MailKind.REPORT_LINK,
        to="maria@keller-logistics.example",
        subject="Your report",
        status=MailStatus.SENT,
        at=at,
    )
    mails.set_list_keys(mail, is_synthetic=False)
    with write_together() as transaction:
        transaction.save(mail)
        key = mail_counts_key(at.date(), mail.kind)
        move_counts(transaction, key, moves((), {MailStatus.SENT}), at)


def test_delete_inquiry_stale_version_is_409_and_deletes_nothing(
    platform: Platform, staff: Headers
) -> None:
    inquiry_id = platform.submit()["id"]
    edit(platform, staff, inquiry_id, version=1, priority="low")

    answer = delete(platform, staff, inquiry_id, version=1)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "VersionConflict")
    assert answer.json_body["Details"]["current"]["version"] == 2
    assert platform.read(inquiry_id, staff)["priority"] == "low"


@pytest.mark.parametrize("query", ["", "?version=0", "?version=one", "?version="])
def test_delete_inquiry_without_a_version_is_400(
    platform: Platform, staff: Headers, query: str
) -> None:
    inquiry_id = platform.submit()["id"]

    answer = platform.request("DELETE", f"{LIST}/{inquiry_id}{query}", headers=staff)

    assert_fault(answer, "version")
    assert platform.read(inquiry_id, staff)["version"] == 1


def test_delete_inquiry_synthetic_moves_no_count(platform: Platform, staff: Headers) -> None:
    platform.work()
    before = get_counts(platform, staff), mail_totals()
    inquiry_id = platform.submit(headers={"X-Synthetic": "true", **staff})["id"]
    platform.work()

    answer = delete(platform, staff, inquiry_id)
    platform.work()

    assert answer.status_code == 204
    assert [item["sk"] for item in stored(inquiry_id)] == ["HEAD"]
    assert (get_counts(platform, staff), mail_totals()) == before


def test_report_saved_while_its_inquiry_is_deleted_leaves_no_text_behind(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, stores = report_versions.store_body, []

    def store_slowly(inquiry_id: str, markdown: str) -> tuple[str, str]:
        if not stores:
            stores.append(markdown)
            delete(platform, staff, inquiry_id)
            platform.work()
        return store(inquiry_id, markdown)

    inquiry_id = platform.submit()["id"]
    platform.work()
    monkeypatch.setattr(report_versions, "store_body", store_slowly)
    answer = platform.request(
        "PATCH", f"/admin/reports/{inquiry_id}.1", {"markdown": "Secret"}, staff
    )
    platform.pass_time(900, step=30)

    assert answer.status_code == 404
    assert files(platform, inquiry_id) == []
