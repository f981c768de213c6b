"""Reports on the deployed application: many editors at once, and the client's file itself."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPMessage
from threading import Barrier
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import inquiry_body
from tests.pdf import ReadPdf
from tests.platform import PATIENCE_SECONDS, Answer, Platform, wait_until

pytestmark = pytest.mark.xdist_group("contract")

_ADMIN = "/api/v1/admin"
_EDITORS = 20


@pytest.fixture(scope="module")
def staff(platform: Platform) -> dict[str, str]:
    return platform.sign_in()


@pytest.fixture
def inquiry_id(platform: Platform, staff: dict[str, str]) -> str:
    answer = platform.request("POST", "/api/v1/inquiries", inquiry_body())
    inquiry_id = str(answer.json["id"])
    wait_until(lambda: _reports(platform, staff, inquiry_id), PATIENCE_SECONDS, "there is a draft")
    return inquiry_id


def _read(platform: Platform, staff: dict[str, str], inquiry_id: str) -> dict[str, Any]:
    answer = platform.request("GET", f"{_ADMIN}/inquiries/{inquiry_id}", headers=staff)
    assert answer.status == 200, answer.body
    return dict(answer.json)


def _reports(platform: Platform, staff: dict[str, str], inquiry_id: str) -> list[dict[str, Any]]:
    return list(_read(platform, staff, inquiry_id)["reports"])


def test_twenty_editors_at_once_one_wins_each_round(
    platform: Platform, staff: dict[str, str], inquiry_id: str
) -> None:
    texts = {}
    for number in (2, 3):
        start = Barrier(_EDITORS)

        def edit(editor: int, before: int = number - 1, start: Barrier = start) -> Answer:
            body = {"version": before, "markdown": f"Version {before + 1} by editor {editor}"}
            start.wait()
            path = f"{_ADMIN}/reports/{inquiry_id}.{before}"
            return platform.request("PATCH", path, body, staff)

        with ThreadPoolExecutor(_EDITORS) as editors:
            answers = list(editors.map(edit, range(_EDITORS)))
        (accepted,) = [answer.json for answer in answers if answer.status == 200]
        conflicts = [answer.json for answer in answers if answer.status != 200]
        assert accepted["number"] == number
        assert {conflict["Code"] for conflict in conflicts} == {"ReportSuperseded"}
        assert {c["Details"]["current"]["number"] for c in conflicts} == {number}
        texts[number] = accepted["markdown"]

    reports = _reports(platform, staff, inquiry_id)
    assert [report["superseded_by"] for report in reports] == [2, 3, None]
    for number, text in texts.items():
        path = f"{_ADMIN}/reports/{inquiry_id}.{number}"
        assert platform.request("GET", path, headers=staff).json["markdown"] == text


def _location(platform: Platform, path: str, headers: dict[str, str]) -> tuple[int, Any]:
    answer = platform.request("GET", path, headers=headers)
    return answer.status, answer.headers


def _fetch(address: str) -> tuple[HTTPMessage, bytes]:
    """Fetch a file with nothing but its address, which must be valid for minutes only."""
    assert int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0]) <= 300
    with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:
        return answer.headers, answer.read()


def test_approved_report_is_a_pdf_that_the_client_fetches_without_credentials(
    platform: Platform, staff: dict[str, str], inquiry_id: str
) -> None:
    first, second = (f"{_ADMIN}/reports/{inquiry_id}.{number}" for number in (1, 2))
    text = (
        "## Plan\n\nRehearse it: 数据库, Łódź, מרים, ✅.\n\n| Step | Days |\n|-|-|\n| One | 2 |\n"
    )
    platform.request("PATCH", first, {"markdown": text}, staff)
    asked, headers = _location(platform, f"{second}/pdf", staff)
    assert (asked, int(headers["Retry-After"]) > 0) == (202, True)

    assert platform.request("POST", f"{second}/approve", headers=staff).status == 200
    assert platform.request("POST", f"{second}/send", headers=staff).status == 202
    wait_until(
        lambda: not _read(platform, staff, inquiry_id)["owed"], PATIENCE_SECONDS, "nothing is owed"
    )
    found, headers = _location(platform, f"{second}/pdf", staff)
    staff_headers, staff_file = _fetch(headers["Location"])
    (mail,) = [m for m in platform.mails(inquiry_id) if m["kind"] == "report_link"]
    link = next(word for word in mail["text"].split() if "/report-links/" in word)
    opened, headers = _location(platform, urlsplit(link).path, {"Accept": "text/html"})
    client_headers, client_file = _fetch(headers["Location"])

    pdf = ReadPdf(client_file)
    assert link.startswith(f"{platform.url}/api/v1/report-links/")
    assert (found, opened) == (302, 302)
    assert client_file == staff_file
    for word in ("Plan", "Rehearseit:", "数据库", "Łódź", "Step", "Days"):
        assert word in pdf.letters
    assert "DRAFT" not in pdf.text
    assert "Table" in pdf.tags
    assert client_headers["Content-Type"] == "application/pdf"
    assert client_headers["Content-Disposition"] == (
        'inline; filename="Keller_Logistics_migration_report.pdf"'
    )
    assert (
        'attachment; filename="admin_Keller_Logistics_migration_'
        in (staff_headers["Content-Disposition"])
    )
