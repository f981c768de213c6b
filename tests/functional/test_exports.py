"""Exports of the list: made by a job, fetched by a redirect, safe to open, gone after a day."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from chalice.test import HTTPResponse

from chalicelib.config import Settings
from chalicelib.domain.debts import DebtName, DebtState
from chalicelib.domain.permissions import Role
from chalicelib.models.inquiry import InquiryHead, InquiryItem, get_any_head, make_token_item
from chalicelib.services import exports
from chalicelib.services.indexing import tokens_of
from tests.dynalite.server import tables_in_dynalite
from tests.factories import inquiry_head
from tests.fakes import START
from tests.functional.casework import LIST, Headers, assert_fault, get_pages
from tests.functional.conftest import Platform, start_platform

EXPORTS = "/admin/exports"
COLUMNS = [
    *("Reference", "Received (UTC)", "Name", "Company", "E-mail", "Services", "Source"),
    *("Status", "Priority", "Assignee", "Report", "Updated (UTC)"),
]
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def heads() -> list[InquiryHead]:
    """Thirteen inquiries, an hour apart."""
    return [
        inquiry_head(
            name=f"Person {chr(97 + number)}",
            status=["pending", "closed"][number % 2],
            priority=["low", "high", "urgent"][number % 3],
            services=[["migration"], ["general", "assessment"]][number % 2],
            source=["contact_form", "quote_request"][number % 2],
            assignee=["robin.meyer", None][number % 2],
            created_at=START + number * HOUR,
        )
        for number in range(13)
    ]


@pytest.fixture(scope="module")
def platform(dynalite: str, heads: list[InquiryHead]) -> Iterator[Platform]:
    with start_platform(tables=tables_in_dynalite(dynalite)) as platform:
        with InquiryItem.batch_write() as batch:
            for head in heads:
                batch.save(head)
                for token in tokens_of(head):
                    batch.save(make_token_item(head, token))
            batch.save(inquiry_head(synthetic=True))
        yield platform


@pytest.fixture
def staff(platform: Platform) -> Headers:
    return platform.sign_in(Role.CONSULTANT)


def request_export(platform: Platform, staff: Headers, **wanted: Any) -> str:
    answer = platform.request("POST", f"{EXPORTS}/inquiries", wanted, staff)
    assert answer.status_code == 202, answer.body
    return str(answer.json_body["id"])


def get_export(platform: Platform, staff: Headers, export_id: str) -> HTTPResponse:
    return platform.request("GET", f"{EXPORTS}/{export_id}", headers=staff)


def read_file(platform: Platform, export_id: str) -> list[list[str]]:
    (key,) = platform.gateways.documents.list_keys(f"exports/{export_id}/")
    text = platform.gateways.documents.get(key)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def export(platform: Platform, staff: Headers, **wanted: Any) -> list[list[str]]:
    """Give the rows of an export, without the names of its columns."""
    export_id = request_export(platform, staff, **wanted)
    platform.work()
    columns, *rows = read_file(platform, export_id)
    assert columns == COLUMNS
    return rows


def test_get_export_is_202_until_the_job_is_done_and_then_leads_to_the_file(
    platform: Platform, staff: Headers
) -> None:
    export_id = request_export(platform, staff)
    early = get_export(platform, staff, export_id)
    platform.work()
    done = get_export(platform, staff, export_id)

    assert (early.status_code, early.body) == (202, b"")
    assert int(early.headers["Retry-After"]) >= 1
    assert done.status_code == 302
    assert done.headers["Referrer-Policy"] == "no-referrer"
    assert done.headers["Cache-Control"] == "no-store"
    address = urlsplit(done.headers["Location"])
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert address.path.endswith(f"/exports/{export_id}/inquiries_20261124.csv")
    assert 1 <= int(query["X-Amz-Expires"]) <= 300
    assert query["response-content-type"] == "text/csv; charset=utf-8"
    assert query["response-content-disposition"] == 'attachment; filename="inquiries_20261124.csv"'


def test_export_has_each_inquiry_as_the_list_shows_it(
    platform: Platform, heads: list[InquiryHead], staff: Headers
) -> None:
    rows = export(platform, staff)

    assert [row[0] for row in rows] == [head.reference for head in reversed(heads)]
    assert rows[0] == [
        heads[-1].reference,
        "2026-11-24T21:15:00.000000Z",
        "Person m",
        "Keller Logistics",
        "maria@keller-logistics.example",
        "Cloud migration",
        "contact_form",
        "pending",
        "low",
        "robin.meyer",
        "draft",
        "2026-11-24T09:15:00.000000Z",
    ]
    assert rows[1][5] == "General consultation, Cloud assessment"
    assert rows[1][9] == ""


@pytest.mark.parametrize(
    "wanted",
    [
        {"status": "closed"},
        {"priority": "urgent"},
        {"service": "migration"},
        {"source": "quote_request"},
        {"assignee": "robin.meyer"},
        {"assignee": "-"},
        {"from": "2026-11-24T12:15:00Z", "to": "2026-11-24T14:15:00Z"},
        {"from": "2026-11-25"},
        {"status": "pending", "priority": "low", "to": "2026-11-24"},
        {"q": "person"},
        {"q": "person keller", "status": "closed"},
    ],
    ids=str,
)
def test_export_of_a_filter_is_the_list_of_it(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch, wanted: dict[str, str]
) -> None:
    monkeypatch.setattr(exports, "_PAGE", 2)

    rows = export(platform, staff, **wanted)

    listed = [item for page in get_pages(platform, staff, **wanted) for item in page["items"]]
    assert [row[0] for row in rows] == [item["reference"] for item in listed]
    assert bool(rows) is (wanted != {"from": "2026-11-25"})


def test_export_of_chosen_inquiries_has_those_that_are_there(
    platform: Platform, heads: list[InquiryHead], staff: Headers
) -> None:
    hidden = inquiry_head(synthetic=True)
    hidden.save()

    rows = export(platform, staff, ids=[heads[4].pk, "nobody", hidden.pk, heads[2].pk])

    assert [row[2] for row in rows] == ["Person e", "Person c"]


@pytest.mark.parametrize(
    ("company", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param('=HYPERLINK("https://evil.example";"x")', None, id="link"),
        pytest.param("+49 30 1234", "'+49 30 1234", id="plus"),
        pytest.param("-2+3", "'-2+3", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("  =1+1", "'=1+1", id="after blanks"),
        pytest.param("\t=1+1", "'=1+1", id="after a tab"),
        pytest.param("\r\n=1+1", "'=1+1", id="after a line break"),
        pytest.param("\u202e=1+1", "'=1+1", id="after a bidi control"),
        pytest.param("\u200b=1+1", "'=1+1", id="after what can't be seen"),
        pytest.param("＝1+1", "'＝1+1", id="full width"),
        pytest.param("Eve;=1+1", "Eve;'=1+1", id="where the list separator is a semicolon"),
        pytest.param('Eve"; "=1+1', 'Eve"; "\'=1+1', id="with quotes"),
        pytest.param('a","=1+1', 'a","=1+1', id="quotes that would end the cell"),
        pytest.param("two\nlines", "two lines", id="line break"),
        pytest.param("مريم\u202e القحطاني", "مريم القحطاني", id="right to left"),
        pytest.param("株式会社 🚀", "株式会社 🚀", id="CJK and emoji"),
        pytest.param("<script>alert(1)</script>", "<script>alert(1)</script>", id="mark-up"),
        pytest.param("x" * 10_000, "x" * 10_000, id="a word of 10,000 letters"),
        pytest.param("C-suite + co.", "C-suite + co.", id="nothing to fear"),
    ],
)
def test_export_is_safe_to_open_in_a_spreadsheet(
    platform: Platform, staff: Headers, company: str, cell: str | None
) -> None:
    head = inquiry_head(company=company, name=company, synthetic=False, created_at=START - HOUR)
    head.save()

    (row,) = export(platform, staff, ids=[head.pk])

    assert row[2] == row[3]
    assert cell is None or row[3] == cell
    (key,) = platform.gateways.documents.list_keys("exports/")[-1:]
    for text in row:
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert b"\xe2\x80\xae" not in platform.gateways.documents.content_by_key[key]
    head.delete()


def test_export_of_too_many_says_so(
    platform: Platform, staff: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "MOST_ROWS", 12)
    export_id = request_export(platform, staff)
    platform.work()

    answer = get_export(platform, staff, export_id)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "ExportFailed")
    assert answer.json_body["Message"] == (
        "More than 12 inquiries match. Choose a shorter range of dates."
    )


def test_export_that_breaks_is_parked_and_says_why(
    platform: Platform,
    staff: Headers,
    settings: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings(park_after_failures=1)
    monkeypatch.setattr(exports, "write_csv", lambda _: 1 / 0)
    export_id = request_export(platform, staff)
    platform.work()

    answer = get_export(platform, staff, export_id)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "ExportFailed")
    assert "ZeroDivisionError" in answer.json_body["Message"]


def test_export_waits_for_a_store_that_is_away(platform: Platform, staff: Headers) -> None:
    platform.gateways.documents.away = "The store of reports is away"
    export_id = request_export(platform, staff)
    platform.work()
    during = get_export(platform, staff, export_id)
    platform.gateways.documents.away = None
    platform.gateways.clock.advance(15)
    platform.work()

    assert during.status_code == 202
    assert get_export(platform, staff, export_id).status_code == 302


def test_export_message_twice_makes_one_file(platform: Platform, staff: Headers) -> None:
    export_id = request_export(platform, staff)
    (message,) = [m for m in platform.gateways.queues.sent if m.inquiry_id == export_id]
    platform.work()
    before = read_file(platform, export_id)

    platform.deliver("generate_reports", msgspec.json.encode(message).decode())

    assert read_file(platform, export_id) == before


def test_export_is_gone_after_a_day_with_what_was_asked_for(
    platform: Platform, staff: Headers
) -> None:
    export_id = request_export(platform, staff, q="maria@keller-logistics.example")
    platform.work()
    platform.gateways.clock.advance(24 * 3600 - 1)
    platform.sweep()
    platform.work()
    kept = get_export(platform, platform.sign_in(), export_id)
    platform.gateways.clock.advance(1)
    platform.sweep()
    platform.work()

    gone = get_export(platform, platform.sign_in(), export_id)
    assert kept.status_code == 302
    assert (gone.status_code, gone.json_body["Code"]) == (404, "ExportNotFound")
    assert platform.gateways.documents.list_keys(f"exports/{export_id}/") == []
    tombstone = get_any_head(export_id)
    assert tombstone.export is None
    assert tombstone.debts[DebtName.ERASURE].state is DebtState.DONE
    assert platform.request("GET", f"{LIST}/{export_id}", headers=staff).status_code in (401, 404)


def test_export_that_was_never_made_is_given_up_after_a_day(
    platform: Platform, staff: Headers
) -> None:
    export_id = request_export(platform, staff)
    platform.gateways.queues.purge()
    platform.gateways.clock.advance(24 * 3600)
    platform.sweep()
    platform.work()
    platform.work()

    tombstone = get_any_head(export_id)
    assert platform.gateways.documents.list_keys(f"exports/{export_id}/") == []
    assert not any(debt.is_open for debt in tombstone.debts.values())


def test_export_is_no_inquiry_and_no_inquiry_is_an_export(
    platform: Platform, heads: list[InquiryHead]
) -> None:
    staff = platform.sign_in()
    export_id = request_export(platform, staff)

    for found in (
        platform.request("GET", f"{LIST}/{export_id}", headers=staff),
        platform.request("GET", f"{LIST}/{export_id}/activities", headers=staff),
        platform.request("DELETE", f"{LIST}/{export_id}?version=1", headers=staff),
        platform.request("POST", f"{LIST}/{export_id}/owed/export/retry", headers=staff),
        get_export(platform, staff, heads[0].pk),
        get_export(platform, staff, "nobody"),
    ):
        assert found.status_code == 404, found.body


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"status": "open"}, "status"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026-11-25", "to": "2026-11-24"}, "to"),
        ({"ids": []}, "ids"),
        ({"ids": [""]}, "ids"),
        ({"ids": ["x", "x"]}, "ids"),
        ({"ids": ["x" * 65]}, "ids"),
        ({"ids": [str(number) for number in range(101)]}, "ids"),
        ({"ids": "x"}, "ids"),
        ({"q": "..."}, "q"),
        ({"limit": 5}, "limit"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_request_export_malformed_is_400(
    platform: Platform, body: dict[str, Any], field: str
) -> None:
    staff = platform.sign_in()

    assert_fault(platform.request("POST", f"{EXPORTS}/inquiries", body, staff), field)
