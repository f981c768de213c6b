"""The files of a report: made by the worker when somebody asks, fetched from S3 for minutes."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from chalice.test import HTTPResponse

from chalicelib.models.head_changes import list_owed
from tests.functional.conftest import Platform
from tests.functional.people import Consultant, fetch, link_mails


@pytest.fixture
def consultant(platform: Platform) -> Consultant:
    return Consultant(platform)


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    submitted = platform.submit()
    platform.work()
    return str(submitted["id"])


@pytest.fixture
def report_id(inquiry_id: str) -> str:
    return f"{inquiry_id}.1"


@pytest.fixture
def in_between(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have something happen once while files are stored: the worker has read what it writes of."""

    def arrange(happen: Callable[[], Any]) -> None:
        documents = platform.gateways.documents
        put = documents.put_bytes

        def put_after(key: str, content: bytes, content_type: str) -> None:
            if key.endswith(".html"):
                monkeypatch.setattr(documents, "put_bytes", put)
                happen()
            put(key, content, content_type)

        monkeypatch.setattr(documents, "put_bytes", put_after)

    return arrange


def ask(consultant: Consultant, report_id: str) -> HTTPResponse:
    return consultant.get(f"/reports/{report_id}/pdf")


def test_get_report_pdf_is_made_once_and_then_fetched(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    first, second = ask(consultant, report_id), ask(consultant, report_id)
    orders = [m for m in platform.gateways.queues.sent if m.kind == "document:1"]
    platform.work()
    ready = ask(consultant, report_id)

    file = fetch(platform, ready.headers["Location"])
    assert [answer.status_code for answer in (first, second, ready)] == [202, 202, 302]
    assert int(first.headers["Retry-After"]) >= 1
    assert len(orders) == 1
    assert (file.disposition, file.content_type) == ("attachment", "application/pdf")
    assert file.name == "admin_Keller_Logistics_migration_20261124.pdf"
    assert file.seconds <= 300
    assert file.content.startswith(b"%PDF-")
    assert "Move the" in file.text
    assert "database" in file.text
    assert ready.headers["Cache-Control"] == "no-store"
    assert consultant.read(inquiry_id)["owed"] == []


def test_get_report_pdf_is_kept_and_made_for_each_version(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    newer = consultant.save(report_id, "The words of the second version")
    keys = {}
    for each in (report_id, newer, report_id):
        if ask(consultant, each).status_code == 202:
            platform.work()
        file = fetch(platform, ask(consultant, each).headers["Location"])
        assert ("second version" in file.text) is (each == newer)
        keys[file.key] = each

    assert sorted(keys.values()) == [report_id, newer]


def test_get_report_pdf_says_whether_it_is_approved_and_is_made_again(
    platform: Platform, consultant: Consultant, report_id: str
) -> None:
    ask(consultant, report_id)
    platform.work()
    draft = fetch(platform, ask(consultant, report_id).headers["Location"])

    consultant.approve(report_id)
    meanwhile = ask(consultant, report_id)
    platform.work()
    final = fetch(platform, ask(consultant, report_id).headers["Location"])

    assert meanwhile.status_code == 202, "the draft's file is not the approved report's"
    assert draft.key != final.key
    assert draft.text != final.text
    assert "draft" in draft.text.lower()
    assert "draft" not in final.text.lower()


def test_get_report_pdf_that_can_not_be_made_says_so_and_can_be_tried_again(
    platform: Platform,
    consultant: Consultant,
    inquiry_id: str,
    report_id: str,
    settings: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("no such font")

    settings(park_after_failures=2)
    with monkeypatch.context() as broken:
        broken.setattr(platform.gateways.documents, "put_bytes", fail)
        ask(consultant, report_id)
        platform.pass_time(900, step=100)

    parked = ask(consultant, report_id)
    retried = consultant.post(f"/inquiries/{inquiry_id}/owed/document:1/retry")
    platform.work()
    ready = ask(consultant, report_id)

    assert len(platform.faults) == 2
    assert (parked.status_code, parked.json_body["Code"]) == (503, "DocumentsUnavailable")
    assert [retried.status_code, ready.status_code] == [202, 302]


def test_get_report_pdf_store_away_is_made_when_it_is_back(
    platform: Platform, consultant: Consultant, report_id: str
) -> None:
    platform.gateways.documents.away = "The store of reports is away"
    ask(consultant, report_id)
    platform.pass_time(60)
    during = ask(consultant, report_id)
    platform.gateways.documents.away = None
    platform.pass_time(120)

    assert during.status_code == 202
    assert platform.faults == []
    assert ask(consultant, report_id).status_code == 302


@pytest.mark.parametrize("change", ["edit", "review", "send"])
def test_make_documents_keeps_what_people_do_meanwhile(
    platform: Platform,
    consultant: Consultant,
    inquiry_id: str,
    report_id: str,
    in_between: Callable[..., None],
    change: str,
) -> None:
    acts: dict[str, Callable[[], Any]] = {
        "edit": lambda: consultant.save(report_id, "Newer"),
        "review": lambda: consultant.edit(report_id, status="reviewed"),
        "send": lambda: consultant.send(report_id),
    }
    if change == "send":
        consultant.approve(report_id)
    else:
        ask(consultant, report_id)
    in_between(acts[change])
    platform.work()

    first = consultant.reports(inquiry_id)[0]
    listed = consultant.list_all("/reports")
    assert platform.faults == []
    assert ask(consultant, report_id).status_code == 302
    match change:
        case "edit":
            assert first["superseded_by"] == 2
            assert [item["id"] for item in listed] == [f"{inquiry_id}.2"]
        case "review":
            assert first["status"] == listed[0]["status"] == "reviewed"
        case "send":
            assert (first["status"], listed[0]["status"]) == ("sent", "sent")
            assert first["sent_at"] is not None
            assert len(link_mails(platform)) == 1


def test_make_documents_of_a_version_that_is_approved_meanwhile_are_made_anew(
    platform: Platform,
    consultant: Consultant,
    report_id: str,
    in_between: Callable[..., None],
) -> None:
    ask(consultant, report_id)
    in_between(lambda: consultant.approve(report_id))
    platform.work()

    file = fetch(platform, ask(consultant, report_id).headers["Location"])
    assert "draft" not in file.text.lower()


def test_get_report_pdf_of_a_deleted_inquiry_owes_nothing(
    platform: Platform, consultant: Consultant, inquiry_id: str, report_id: str
) -> None:
    consultant.delete_inquiry(inquiry_id)

    answer = ask(consultant, report_id)
    platform.pass_time(600, step=30)

    assert (answer.status_code, answer.json_body["Code"]) == (404, "ReportNotFound")
    assert platform.gateways.documents.content_by_key == {}


def test_erase_inquiry_takes_what_a_late_worker_stores(
    platform: Platform,
    consultant: Consultant,
    inquiry_id: str,
    report_id: str,
    in_between: Callable[..., None],
) -> None:
    def delete() -> None:
        consultant.delete_inquiry(inquiry_id)
        platform.work()

    ask(consultant, report_id)
    in_between(delete)
    platform.work()
    left_by_the_worker = dict(platform.gateways.documents.content_by_key)
    platform.pass_time(600, step=30)

    items = boto3.client("dynamodb").scan(TableName="consulting-local-inquiries")["Items"]
    assert left_by_the_worker, "the worker was at it when the inquiry was erased"
    assert platform.gateways.documents.content_by_key == {}
    assert [item["sk"]["S"] for item in items] == ["HEAD"]
    assert "Keller" not in str(items)
    now = platform.gateways.clock.now()
    assert [pk for partition in range(8) for pk in list_owed(partition, now, 10)] == []
