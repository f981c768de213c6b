"""What the API refuses, and how: with the same words on everything that serves it.

Where the three differ by nature, differences.py says so and why; any other difference fails.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from tests.contract.differences import SAID_INSTEAD
from tests.contract.targets import NOBODY, OPERATOR, Target, assert_common_headers
from tests.factories import inquiry_body

pytestmark = pytest.mark.xdist_group("contract")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that is refused, and how."""

    case: str
    method: str
    path: str
    status: int
    code: str
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()
    details: tuple[str, ...] = ()
    is_signed_in: bool = False
    is_operator: bool = False


_INQUIRIES = "/api/v1/inquiries"
_LIST = "/api/v1/admin/inquiries"
_LOGIN = "/api/v1/auth/login"
_XML = (("Content-Type", "application/xml"),)
_TOO_LARGE = b'{"message":"' + b"x" * 131_072 + b'"}'
REFUSALS = [
    Refusal("unknown path", "GET", "/api/v1/nothing-here", 404, "NotFound"),
    Refusal("unknown path", "POST", "/api/v1/nothing-here", 404, "NotFound", {}),
    Refusal("wrong method", "DELETE", "/api/v1/health", 404, "NotFound"),
    Refusal("wrong method", "PUT", _INQUIRIES, 404, "NotFound", inquiry_body()),
    Refusal("no JSON", "POST", _INQUIRIES, 400, "InvalidJson", b"{"),
    Refusal("no object", "POST", _INQUIRIES, 400, "InvalidJson", b"[]"),
    Refusal("no UTF-8", "POST", _INQUIRIES, 400, "InvalidJson", b'{"name":"\xff\xfe"}'),
    Refusal("empty", "POST", _INQUIRIES, 400, "InvalidInput", {}, details=("fields",)),
    Refusal("large", "POST", _INQUIRIES, 413, "BodyTooLarge", _TOO_LARGE, details=("limit_bytes",)),
    Refusal("media type", "POST", _INQUIRIES, 415, "UnsupportedMediaType", inquiry_body(), _XML),
    Refusal(
        *("bad key", "POST", _INQUIRIES, 400, "InvalidHeader", inquiry_body()),
        headers=(("Idempotency-Key", "with blank"),),
        details=("headers",),
    ),
    Refusal(
        *("synthetic mark of a stranger", "POST", _INQUIRIES, 401, "NotSignedIn", inquiry_body()),
        headers=(("X-Synthetic", "true"),),
    ),
    Refusal("query", "GET", "/api/v1/services?a=b", 400, "InvalidInput", details=("fields",)),
    Refusal("no inquiry", "GET", f"{_INQUIRIES}/{NOBODY}/status", 404, "InquiryNotFound"),
    Refusal("no credentials", "POST", _LOGIN, 400, "InvalidInput", {}, details=("fields",)),
    Refusal(
        *("wrong password", "POST", _LOGIN, 401, "WrongCredentials"),
        {"username": OPERATOR["username"], "password": "not it"},
    ),
    Refusal(
        *("unknown user", "POST", _LOGIN, 401, "WrongCredentials"),
        {"username": "nobody", "password": "not it"},
    ),
    *(
        Refusal("not signed in", method, path, 401, "NotSignedIn")
        for method, path in (
            ("GET", "/api/v1/auth/me"),
            ("POST", "/api/v1/auth/logout"),
            ("GET", "/api/v1/health/detailed"),
            ("GET", _LIST),
            ("GET", f"{_LIST}/{NOBODY}"),
            ("GET", f"/api/v1/admin/reports/{NOBODY}.1"),
            ("GET", f"/api/v1/admin/reports/{NOBODY}.1/html"),
            ("GET", f"/api/v1/admin/reports/{NOBODY}.1/markdown"),
        )
    ),
    *(
        Refusal("not signed in", method, path, 401, "NotSignedIn", body)
        for method, path, body in (
            ("PATCH", f"{_LIST}/{NOBODY}", {"version": 1, "status": "closed"}),
            ("DELETE", f"{_LIST}/{NOBODY}?version=1", None),
            ("POST", f"{_LIST}/{NOBODY}/notes", {"text": "x"}),
            ("POST", "/api/v1/admin/exports/inquiries", {}),
            ("PATCH", f"/api/v1/admin/reports/{NOBODY}.1", {"markdown": "x"}),
            ("POST", f"/api/v1/admin/reports/{NOBODY}.1/approve", None),
            ("GET", "/api/v1/admin/mail/events", None),
        )
    ),
    *(
        Refusal(
            *("nothing to change", method, path, 404, code),
            body,
            is_signed_in=True,
        )
        for method, path, code, body in (
            ("PATCH", f"{_LIST}/{NOBODY}", "InquiryNotFound", {"version": 1, "status": "closed"}),
            ("DELETE", f"{_LIST}/{NOBODY}?version=1", "InquiryNotFound", None),
            ("GET", f"{_LIST}/{NOBODY}/activities", "InquiryNotFound", None),
            ("POST", f"{_LIST}/{NOBODY}/notes", "InquiryNotFound", {"text": "x"}),
            ("POST", f"{_LIST}/{NOBODY}/reports", "InquiryNotFound", None),
            ("PATCH", f"/api/v1/admin/reports/{NOBODY}.1", "ReportNotFound", {"markdown": "x"}),
            ("POST", f"/api/v1/admin/reports/{NOBODY}.1/approve", "ReportNotFound", None),
            ("POST", f"/api/v1/admin/reports/{NOBODY}.1/send", "ReportNotFound", None),
            ("GET", f"/api/v1/admin/reports/{NOBODY}.1/pdf", "ReportNotFound", None),
            ("GET", f"/api/v1/admin/mail/events/{NOBODY}.{NOBODY}", "MailNotFound", None),
            ("GET", f"/api/v1/admin/exports/{NOBODY}", "ExportNotFound", None),
        )
    ),
    Refusal("no link", "GET", f"/api/v1/report-links/{NOBODY}/x", 404, "ReportLinkNotFound"),
    *(
        Refusal(
            *("bad edit", "PATCH", f"{_LIST}/{NOBODY}", 400, "InvalidInput", body),
            details=("fields",),
            is_signed_in=True,
        )
        for body in ({}, {"version": 1}, {"version": 0, "status": "closed"}, {"status": "closed"})
    ),
    Refusal(
        *("bad token", "GET", _LIST, 401, "NotSignedIn"),
        headers=(("Authorization", "Bearer not-a-token"),),
    ),
    *(
        Refusal(
            *("not allowed", "GET", path, 403, "PermissionMissing"),
            details=("permission",),
            is_operator=True,
        )
        for path in (_LIST, f"{_LIST}/{NOBODY}", f"/api/v1/admin/reports/{NOBODY}.1")
    ),
    Refusal("nothing", "GET", f"{_LIST}/{NOBODY}", 404, "InquiryNotFound", is_signed_in=True),
    *(
        Refusal(
            *("nothing", "GET", f"/api/v1/admin/reports/{report}", 404, "ReportNotFound"),
            is_signed_in=True,
        )
        for report in (f"{NOBODY}.1", f"{NOBODY}.1/html", f"{NOBODY}.1/markdown", "garbage")
    ),
    *(
        Refusal(
            *("bad parameter", "GET", f"{_LIST}?{query}", 400, "InvalidInput"),
            details=("fields",),
            is_signed_in=True,
        )
        for query in (
            *("limit=0", "limit=101", "limit=ten", "limit=1&limit=2"),
            *("cursor=garbage", "cursor=%00", "colour=blue"),
            *("status=lost", "priority=5", "service=cooking", "source=phone", "assignee=A%20B"),
            *("from=yesterday", "from=2026-02-30", "to=2026-11-24T09:15", "q=", "q=%2A%2A"),
            "from=2026-11-24&to=2026-11-23",
        )
    ),
]


@pytest.mark.parametrize(
    "refusal", REFUSALS, ids=lambda r: f"{r.case.replace(' ', '_')}-{r.method}-{r.path[8:60]}"
)
def test_refusal_has_the_shape_of_errors(target: Target, refusal: Refusal) -> None:
    headers = dict(refusal.headers)
    if refusal.is_signed_in or refusal.is_operator:
        headers |= target.signed_in(OPERATOR if refusal.is_operator else None)

    answer = target.request(refusal.method, refusal.path, refusal.body, headers)

    contract = (refusal.status, refusal.code)
    status, code = SAID_INSTEAD.get((refusal.case, target.name), contract)
    assert answer.status == status, answer.body
    if code is None:
        assert json.loads(answer.body).keys() == {"message"}
        return
    assert answer.json.keys() == {"Code", "Message", "Details"}
    assert answer.json["Code"] == code
    assert answer.json["Message"]
    if code == refusal.code:
        assert answer.json["Details"].keys() == set(refusal.details)
    assert_common_headers(answer)


def test_get_openapi_describes_what_is_refused(target: Target) -> None:
    description = target.request("GET", "/api/v1/openapi.json").json

    assert description["openapi"].startswith("3.")
    for refusal in REFUSALS:
        path = refusal.path.partition("?")[0]
        if refusal.case in ("unknown path", "wrong method"):
            continue
        described = [
            methods
            for pattern, methods in description["paths"].items()
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path)
        ]
        assert any(refusal.method.lower() in methods for methods in described), path
