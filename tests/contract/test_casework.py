"""A consultant's day over HTTP, with the same assertions on everything that serves the API."""

import urllib.request
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.contract.targets import ClientTarget, Target, assert_common_headers
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Answer, wait_until

pytestmark = pytest.mark.xdist_group("contract")

_ADMIN = "/api/v1/admin"


def call(
    target: Target, method: str, path: str, body: Any = None, status: int = 200
) -> dict[str, Any]:
    answer = target.request(method, path, body, target.signed_in())
    assert answer.status == status, answer.body
    assert_common_headers(answer)
    return dict(answer.json) if answer.body else {}


@pytest.fixture
def inquiry(target: Target) -> dict[str, Any]:
    """Give an inquiry with its draft, as staff sees it."""
    submitted = target.submit(inquiry_body(name="Zoë Żak", company="Żak-Werke"))
    target.work(submitted["id"])
    return call(target, "GET", f"{_ADMIN}/inquiries/{submitted['id']}")


def ready(target: Target, path: str, inquiry_id: str) -> Answer:
    """Ask for a file until it is made."""

    def ask() -> Answer | None:
        answer = target.request("GET", path, headers=target.signed_in())
        if answer.status != 202:
            return answer
        assert int(answer.headers["Retry-After"]) > 0
        target.work(inquiry_id)
        return None

    made: Answer = wait_until(ask, PATIENCE_SECONDS, f"{path} is made")
    return made


def fetch(target: Target, url: str) -> bytes:
    """Fetch a file with nothing but its address; in process there is only the fake store."""
    if isinstance(target, ClientTarget):
        return target.stored(url)
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:
        return bytes(response.read())


def test_search_and_filters_find_an_inquiry(target: Target, inquiry: dict[str, Any]) -> None:
    today = inquiry["created_at"][:10]
    queries = (
        *("q=zak", f"q={quote('Zoë żak-w')}", f"q={inquiry['reference'].lower()}"),
        *("status=pending", "priority=medium&service=migration", "source=contact_form&assignee=-"),
        f"from={today}&to={today}",
    )

    found = {
        query: call(target, "GET", f"{_ADMIN}/inquiries?{query}&limit=100") for query in queries
    }

    for query, page in found.items():
        assert inquiry["id"] in [item["id"] for item in page["items"]], query
    assert found["status=pending"]["total"] >= 1
    assert found["q=zak"]["total"] is None
    assert found["priority=medium&service=migration"]["looked_at"] >= 1


def test_edit_of_a_stale_version_is_a_conflict_with_the_current_state(
    target: Target, inquiry: dict[str, Any]
) -> None:
    path = f"{_ADMIN}/inquiries/{inquiry['id']}"

    edited = call(target, "PATCH", path, {"version": 1, "status": "processing"})
    stale = call(target, "PATCH", path, {"version": 1, "status": "responded"}, 409)
    forbidden = call(target, "PATCH", path, {"version": 2, "status": "responded"}, 409)
    activities = call(target, "GET", f"{path}/activities")["items"]

    assert (edited["version"], edited["status"]) == (2, "processing")
    assert (stale["Code"], stale["Details"]["current"]["status"]) == (
        "VersionConflict",
        "processing",
    )
    assert forbidden["Code"] == "TransitionNotAllowed"
    assert set(forbidden["Details"]["allowed"]) == {"pending", "reviewed", "closed"}
    (change,) = [act for act in activities if act["kind"] == "status_changed"]
    assert (change["old"], change["new"], change["actor"]) == (
        *("pending", "processing"),
        target.admin["username"],
    )
    assert {"submitted", "report_written", "mail"} <= {act["kind"] for act in activities}


def test_bulk_edit_and_note(target: Target, inquiry: dict[str, Any]) -> None:
    items = [{"id": inquiry["id"], "version": 1}, {"id": "no-such", "version": 1}]

    result = call(
        target, "POST", f"{_ADMIN}/inquiries/bulk", {"items": items, "priority": "urgent"}
    )
    note = call(
        target, "POST", f"{_ADMIN}/inquiries/{inquiry['id']}/notes", {"text": "Call <b>"}, 201
    )

    assert [item["code"] for item in result["items"]] == [None, "InquiryNotFound"]
    assert result["changed"] == 1
    assert (note["text"], note["kind"]) == ("Call <b>", "note_added")
    assert call(target, "GET", f"{_ADMIN}/inquiries/{inquiry['id']}")["version"] == 2


def test_report_edited_approved_and_sent_is_what_the_client_opens(
    target: Target, inquiry: dict[str, Any]
) -> None:
    first = f"{_ADMIN}/reports/{inquiry['id']}.1"
    second = f"{_ADMIN}/reports/{inquiry['id']}.2"

    saved = call(target, "PATCH", first, {"version": 1, "markdown": "## Plan\n\nMove it."})
    stale = call(target, "PATCH", first, {"markdown": "## Other"}, 409)
    unapproved = call(target, "POST", f"{second}/send", None, 409)
    approved = call(target, "POST", f"{second}/approve")
    sent = call(target, "POST", f"{second}/send", None, 202)
    target.work(inquiry["id"])
    pdf = ready(target, f"{second}/pdf", inquiry["id"])
    seen = call(target, "GET", f"{_ADMIN}/inquiries/{inquiry['id']}")

    assert (saved["id"], saved["number"]) == (f"{inquiry['id']}.2", 2)
    assert (stale["Code"], stale["Details"]["current"]["number"]) == ("ReportSuperseded", 2)
    assert unapproved["Code"] == "ReportNotApproved"
    assert (approved["status"], sent["status"]) == ("approved", "sent")
    assert pdf.status == 302
    assert fetch(target, pdf.headers["Location"]).startswith(b"%PDF-")
    assert [report["status"] for report in seen["reports"]] == ["draft", "sent"]
    (link,) = seen["links"]
    assert link["opens"] == 0

    opened = target.request("GET", link_of(target, inquiry["id"]))
    again = call(target, "GET", f"{_ADMIN}/inquiries/{inquiry['id']}")["links"]
    call(target, "DELETE", f"{_ADMIN}/inquiries/{inquiry['id']}/links/{link['id']}", None, 204)
    revoked = target.request("GET", link_of(target, inquiry["id"]))

    assert opened.status == 302
    assert fetch(target, opened.headers["Location"]).startswith(b"%PDF-")
    assert again[0]["opens"] == 1
    assert (revoked.status, revoked.json["Code"]) == (404, "ReportLinkNotFound")


def test_report_generated_again_is_the_next_version(
    target: Target, inquiry: dict[str, Any]
) -> None:
    path = f"{_ADMIN}/inquiries/{inquiry['id']}"

    call(target, "POST", f"{path}/reports", {"instructions": "Shorter, please."}, 202)
    target.work(inquiry["id"])
    reports = call(target, "GET", path)["reports"]

    assert [report["number"] for report in reports] == [1, 2]
    assert reports[0]["superseded_by"] == 2
    assert reports[1]["origin"] == "ai"


def test_export_is_a_file_that_a_spreadsheet_does_not_obey(target: Target) -> None:
    submitted = target.submit(inquiry_body(name="=cmd|' /C calc'!A0"))
    target.work(submitted["id"])

    made = call(target, "POST", f"{_ADMIN}/exports/inquiries", {"ids": [submitted["id"]]}, 202)
    answer = ready(target, f"{_ADMIN}/exports/{made['id']}", submitted["id"])
    text = fetch(target, answer.headers["Location"]).decode("utf-8-sig")

    assert answer.status == 302
    assert submitted["reference"] in text
    assert "\"'=cmd|' /C calc'!A0\"" in text


def test_delete_inquiry_is_gone_at_once(target: Target, inquiry: dict[str, Any]) -> None:
    path = f"{_ADMIN}/inquiries/{inquiry['id']}"

    stale = call(target, "DELETE", f"{path}?version=7", None, 409)
    call(target, "DELETE", f"{path}?version=1", None, 204)

    assert stale["Code"] == "VersionConflict"
    assert call(target, "GET", path, None, 404)["Code"] == "InquiryNotFound"
    found = call(target, "GET", f"{_ADMIN}/inquiries?q={inquiry['reference'].lower()}")
    assert found["items"] == []


def link_of(target: Target, inquiry_id: str) -> str:
    """Find the link in the client's mail, and give its path."""
    (mail,) = [mail for mail in target.mails(inquiry_id) if mail["kind"] == "report_link"]
    start = mail["text"].index("http", mail["text"].index("Open the report:"))
    return urlsplit(mail["text"][start:].split()[0]).path
