"""A valid request for every route, and a platform with a day's work for them to be about."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from chalice.app import RouteEntry
from chalice.test import HTTPResponse

from chalicelib.domain.permissions import Role
from chalicelib.models import access
from chalicelib.models.inquiry import get_report
from chalicelib.services import report_versions, users
from chalicelib.services.report_links import create_link
from tests.factories import inquiry_body
from tests.fakes import START
from tests.functional.conftest import Platform

PASSWORD = "correct horse battery"
Names = dict[str, str]


def submit(platform: Platform) -> Names:
    """Have an inquiry that nobody has worked on."""
    submitted = platform.submit()
    return {"id": submitted["id"], "token": submitted["status_url"].partition("#")[2]}


def draft(platform: Platform) -> Names:
    """Have an inquiry that is owed nothing, with its draft and both mails."""
    names = submit(platform)
    platform.work()
    (mail, *_) = platform.read(names["id"], platform.sign_in())["email_events"]
    return {**names, "report": f"{names['id']}.1", "mail": mail["id"]}


def approve(platform: Platform) -> Names:
    """Have a report that can be sent."""
    names = draft(platform)
    report_versions.approve_report(names["report"], "robin", "Robin Meyer")
    return names


def refuse_mail(platform: Platform) -> Names:
    """Have a mail that the provider did not take."""
    platform.gateways.mailer.refusal = "Address is not valid"
    try:
        return draft(platform)
    finally:
        platform.gateways.mailer.refusal = None


def suppress(platform: Platform) -> Names:
    """Have an address that gets no more mail."""
    names = draft(platform)
    suppression = access.Suppression(
        access.SUPPRESSED,
        access.suppression_key("gone@keller-logistics.example"),
        address="gone@keller-logistics.example",
        cause="bounced",
        inquiry_id=names["id"],
        email_id=names["mail"].partition(".")[2],
        created_at=START,
    )
    suppression.save()
    return {**names, "suppression": suppression.suppression_id}


@dataclass(frozen=True)
class Valid:
    """A request that a route answers with success.

    `{name}` stands for something of the day, or of what `needs` makes for this one request: a
    route that changes something is valid once.
    """

    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    needs: Callable[[Platform], Names] | None = None


API = "/api/v1"
INQUIRY = f"{API}/admin/inquiries/{{id}}"
REPORT = f"{API}/admin/reports/{{report}}"
MAIL = f"{API}/admin/mail"
VALID = {
    "get_health": Valid(f"{API}/health"),
    "get_liveness": Valid(f"{API}/health/live"),
    "get_readiness": Valid(f"{API}/health/ready"),
    "get_detailed_health": Valid(f"{API}/health/detailed"),
    "get_openapi": Valid(f"{API}/openapi.json"),
    "get_docs": Valid("/api/docs"),
    "list_services": Valid(f"{API}/services"),
    "submit_inquiry": Valid(f"{API}/inquiries", inquiry_body()),
    "get_inquiry_status": Valid(
        f"{API}/inquiries/{{id}}/status", headers={"X-Status-Token": "{token}"}
    ),
    "list_inquiries": Valid(f"{API}/admin/inquiries"),
    "count_inquiries": Valid(f"{API}/admin/inquiries/counts"),
    "edit_inquiries": Valid(
        f"{API}/admin/inquiries/bulk",
        {"items": [{"id": "{id}", "version": 1}], "status": "processing"},
        needs=submit,
    ),
    "get_inquiry": Valid(INQUIRY),
    "edit_inquiry": Valid(INQUIRY, {"version": 1, "priority": "low"}, needs=submit),
    "delete_inquiry": Valid(f"{INQUIRY}?version=1", needs=submit),
    "list_activities": Valid(f"{INQUIRY}/activities"),
    "add_note": Valid(f"{INQUIRY}/notes", {"text": "Called; asks for an offer."}),
    "retry_work": Valid(f"{INQUIRY}/owed/report/retry", needs=submit),
    "list_consultants": Valid(f"{API}/admin/consultants"),
    "request_export": Valid(f"{API}/admin/exports/inquiries", {}),
    "get_export": Valid(f"{API}/admin/exports/{{export}}"),
    "list_reports": Valid(f"{API}/admin/reports"),
    "get_report": Valid(REPORT),
    "edit_report": Valid(REPORT, {"markdown": "## Summary\n\nMove it all."}, needs=draft),
    "get_report_html": Valid(f"{REPORT}/html"),
    "get_report_markdown": Valid(f"{REPORT}/markdown"),
    "get_report_pdf": Valid(f"{REPORT}/pdf"),
    "approve_report": Valid(f"{REPORT}/approve", needs=draft),
    "send_report": Valid(f"{REPORT}/send", {}, needs=approve),
    "request_report": Valid(f"{INQUIRY}/reports", {"instructions": "Shorter."}, needs=draft),
    "revoke_report_link": Valid(f"{INQUIRY}/links/{{revoked_link}}"),
    "open_report_link": Valid(f"{API}/report-links/{{id}}/{{link_token}}"),
    "list_mails": Valid(f"{MAIL}/events"),
    "get_mail": Valid(f"{MAIL}/events/{{mail}}"),
    "send_mail_again": Valid(f"{MAIL}/events/{{mail}}/send", needs=refuse_mail),
    "get_mail_metrics": Valid(f"{MAIL}/metrics"),
    "list_suppressions": Valid(f"{MAIL}/suppressions"),
    "lift_suppression": Valid(f"{MAIL}/suppressions/{{suppression}}", needs=suppress),
    "sign_in": Valid(f"{API}/auth/login", {"username": "robin", "password": PASSWORD}),
    "sign_out": Valid(f"{API}/auth/logout"),
    "get_me": Valid(f"{API}/auth/me"),
}


@dataclass
class Day:
    """A platform on which one inquiry came in and was worked on."""

    platform: Platform
    names: Names

    def request(
        self,
        entry: RouteEntry,
        headers: dict[str, str] | None = None,
        query: str = "",
        *,
        is_refused: bool = False,
    ) -> HTTPResponse:
        """Send a route its valid request; what is refused anyway needs nothing made for it."""
        valid = VALID[entry.view_name]
        names = self.names
        if valid.needs and not is_refused:
            names = names | valid.needs(self.platform)
        path = fill(valid.path, names)
        return self.send(
            entry.method,
            f"{path}{'&' if '?' in path else '?'}{query}" if query else path,
            b"" if valid.body is None else fill(json.dumps(valid.body), names).encode(),
            {name: fill(value, names) for name, value in valid.headers.items()} | (headers or {}),
        )

    def send(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        sent = {"Content-Type": "application/json", **(headers or {})}
        return self.platform.client.http.request(method, path, headers=sent, body=body)


def fill(text: str, names: Names) -> str:
    """Put what is named into a text, which may be JSON with braces of its own."""
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def make_day(platform: Platform) -> Day:
    """Have a user, an inquiry with its draft, two links to it and an export."""
    users.create_user("robin", "Robin Meyer", Role.ADMIN, PASSWORD)
    names = suppress(platform)
    report = get_report(names["id"], 1)
    assert report is not None
    link, revoked = create_link(report), create_link(report)
    answer = platform.request("POST", "/admin/exports/inquiries", {}, platform.sign_in())
    assert answer.status_code == 202, answer.body
    platform.work()
    names |= {"export": answer.json_body["id"], "link_token": link.token}
    return Day(platform, names | {"revoked_link": revoked.link.link_id})
