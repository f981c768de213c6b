"""The contract of the API, with the same assertions on everything that serves it.

Where the three differ by nature, `DIFFERENCES` says so and why; any other difference fails.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest

from tests.contract.targets import OPERATOR, Target
from tests.factories import inquiry_body
from tests.platform import Answer

pytestmark = pytest.mark.xdist_group("contract")

# What the local imitation of API Gateway says; it knows no gateway responses, which turn this
# into our 404 where API Gateway itself answers (ops/gateway_responses.py).
_UNKNOWN_TO_CHALICE = (403, None)
# Chalice finds the path without the method and says so. API Gateway has no such resource and
# method, calls that a missing authentication token, and our gateway responses make it a 404.
_METHOD_UNKNOWN_TO_CHALICE = (405, "MethodNotAllowedError")

# API Gateway hands a body on as text and puts U+FFFD where it is none, so what arrives is JSON.
_REPLACED_BY_THE_GATEWAY = (400, "InvalidInput")

DIFFERENCES = {
    ("unknown path", "client"): _UNKNOWN_TO_CHALICE,
    ("unknown path", "chalice_local"): _UNKNOWN_TO_CHALICE,
    ("wrong method", "client"): _METHOD_UNKNOWN_TO_CHALICE,
    ("wrong method", "chalice_local"): _METHOD_UNKNOWN_TO_CHALICE,
    ("no UTF-8", "deployed"): _REPLACED_BY_THE_GATEWAY,
}
"""(case, target) -> status and code instead of those of the contract; no code: not our shape."""


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
_NOBODY = "01a20b79-0000-7000-8000-000000000000"
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
    Refusal("no inquiry", "GET", f"{_INQUIRIES}/{_NOBODY}/status", 404, "InquiryNotFound"),
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
            ("GET", f"{_LIST}/{_NOBODY}"),
            ("GET", f"/api/v1/admin/reports/{_NOBODY}.1"),
            ("GET", f"/api/v1/admin/reports/{_NOBODY}.1/html"),
            ("GET", f"/api/v1/admin/reports/{_NOBODY}.1/markdown"),
        )
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
        for path in (_LIST, f"{_LIST}/{_NOBODY}", f"/api/v1/admin/reports/{_NOBODY}.1")
    ),
    Refusal("nothing", "GET", f"{_LIST}/{_NOBODY}", 404, "InquiryNotFound", is_signed_in=True),
    *(
        Refusal(
            *("nothing", "GET", f"/api/v1/admin/reports/{report}", 404, "ReportNotFound"),
            is_signed_in=True,
        )
        for report in (f"{_NOBODY}.1", f"{_NOBODY}.1/html", f"{_NOBODY}.1/markdown", "garbage")
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
    status, code = DIFFERENCES.get((refusal.case, target.name), contract)
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


def assert_common_headers(answer: Answer) -> None:
    assert len(answer.headers.get("X-Request-Id", "")) >= 16, answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def get(target: Target, path: str, headers: dict[str, str] | None = None) -> Any:
    answer = target.request("GET", path, headers=headers)
    assert answer.status == 200, answer.body
    assert answer.headers["Content-Type"].startswith("application/json")
    assert_common_headers(answer)
    return answer.json


def read_time(text: str) -> datetime:
    """Read a time of the API, which is UTC and says so with Z."""
    assert text.endswith("Z")
    return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)


def token_of(submitted: dict[str, Any]) -> str:
    return str(urlsplit(submitted["status_url"]).fragment)


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_get_health_tells_what_answers(target: Target, path: str) -> None:
    found = get(target, f"/api/v1{path}")

    assert found.keys() == {"status", "environment", "stage", "release"}
    assert (found["status"], found["environment"], found["stage"]) == ("ok", "local", "local")


def test_get_detailed_health_names_each_dependency(target: Target) -> None:
    found = get(target, "/api/v1/health/detailed", target.signed_in(OPERATOR))

    assert found["status"] == "ok", found
    assert len(found["dependencies"]) >= 4
    for dependency in found["dependencies"]:
        assert dependency.keys() == {"name", "state", "milliseconds", "message"}
        assert dependency["milliseconds"] >= 0


def test_request_ids_differ(target: Target) -> None:
    ids = [target.request("GET", "/api/v1/health").headers["X-Request-Id"] for _ in range(3)]

    assert len(set(ids)) == 3


def test_list_services_gives_the_catalogue(target: Target) -> None:
    items = get(target, "/api/v1/services")["items"]

    assert [item["id"] for item in items] == [
        "assessment",
        "migration",
        "optimization",
        "architecture_review",
        "general",
    ]
    for item in items:
        assert item.keys() == {"id", "name", "line", "included", "price"}
        assert item["price"] is None or item["price"].keys() == {"base_usd", "unit_usd", "unit"}


def test_get_openapi_describes_what_is_served(target: Target) -> None:
    description = get(target, "/api/v1/openapi.json")

    assert description["openapi"].startswith("3.")
    for refusal in REFUSALS:
        path = refusal.path.partition("?")[0].replace(_NOBODY, "{inquiry_id}")
        if refusal.case not in ("unknown path", "wrong method") and "reports" not in path:
            assert refusal.method.lower() in description["paths"][path], path


def test_get_docs_is_a_page_without_scripts(target: Target) -> None:
    answer = target.request("GET", "/api/docs")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert b"/api/v1/inquiries" in answer.body
    assert b"<script" not in answer.body
    assert_common_headers(answer)


def test_submit_inquiry_valid_gives_reference_and_status_page(target: Target) -> None:
    answer = target.request("POST", _INQUIRIES, inquiry_body())

    assert answer.status == 201
    assert answer.json.keys() == {"id", "reference", "status_url"}
    assert f"/status/{answer.json['id']}#" in answer.json["status_url"]
    assert len(token_of(answer.json)) >= 32
    assert_common_headers(answer)


def test_submit_inquiry_invalid_names_every_fault(target: Target) -> None:
    body = inquiry_body(name="", email="maria", services=[], message=" ", phone="call", colour="x")

    answer = target.request("POST", _INQUIRIES, body)

    assert answer.status == 400
    assert answer.json["Details"]["fields"] == {
        "name": ["Enter your name"],
        "email": ["Enter an e-mail address like name@example.com"],
        "phone": ["Use digits, spaces, +, - and brackets only"],
        "services": ["Choose at least one service"],
        "message": ["Tell us what you need, without control characters"],
        "colour": ["This field is not known"],
    }


def test_submit_inquiry_same_key_gives_same_answer_and_other_body_is_409(target: Target) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    staff = target.signed_in()

    first, second = target.submit(inquiry_body(), key), target.submit(inquiry_body(), key)
    other = target.request("POST", _INQUIRIES, inquiry_body(name="Eve Adams"), key)

    assert first == second
    assert (other.status, other.json["Code"]) == (409, "IdempotencyKeyReused")
    assert_common_headers(other)
    newest = get(target, f"{_LIST}?limit=10", staff)["items"]
    assert [item["id"] for item in newest].count(first["id"]) == 1
    assert "Eve Adams" not in {item["name"] for item in newest}


def test_get_inquiry_status_with_the_token_tells_nothing_internal(target: Target) -> None:
    submitted = target.submit(inquiry_body())

    found = get(
        target,
        f"{_INQUIRIES}/{submitted['id']}/status",
        {"X-Status-Token": token_of(submitted)},
    )

    assert found.keys() == {
        *("reference", "status", "services", "received_at", "updated_at"),
        *("timeline", "confirmation"),
    }
    assert found["reference"] == submitted["reference"]
    assert [step["step"] for step in found["timeline"]] == [
        *("received", "preparation", "review", "reply"),
    ]
    assert found["timeline"][0]["state"] == "done"
    assert found["confirmation"]["to"] == "m•••@k•••.example"
    assert abs((datetime.now(UTC) - read_time(found["received_at"])).days) < 365


@pytest.mark.parametrize("token", [None, "wrong", ""])
def test_get_inquiry_status_wrong_token_looks_like_unknown_inquiry(
    target: Target, token: str | None
) -> None:
    submitted = target.submit(inquiry_body())
    headers = {} if token is None else {"X-Status-Token": token}

    wrong = target.request("GET", f"{_INQUIRIES}/{submitted['id']}/status", headers=headers)
    unknown = target.request("GET", f"{_INQUIRIES}/{_NOBODY}/status", headers=headers)

    assert wrong.status == unknown.status == 404
    assert wrong.json == unknown.json
    assert wrong.json["Code"] == "InquiryNotFound"


def test_sign_in_gives_token_user_and_cookie(target: Target) -> None:
    answer = target.request("POST", _LOGIN, target.admin)

    assert answer.status == 200
    assert answer.json.keys() == {"token", "expires_at", "user"}
    assert answer.json["user"].keys() == {"username", "name", "role", "permissions"}
    assert answer.json["user"]["role"] == "admin"
    assert "inquiries:read" in answer.json["user"]["permissions"]
    read_time(answer.json["expires_at"])
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"session={answer.json['token']};")
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert {"HttpOnly", "SameSite=Strict", "Path=/api"} < attributes
    assert_common_headers(answer)


def test_get_me_with_bearer_token_tells_who_and_where(target: Target) -> None:
    found = get(target, "/api/v1/auth/me", target.signed_in(OPERATOR))

    assert found.keys() == {"user", "expires_at", "environment", "stage", "release"}
    assert found["user"] == {
        "username": OPERATOR["username"],
        "name": "Olga Operator",
        "role": "operator",
        "permissions": ["operations:read", "synthetic:write"],
    }


def test_sign_out_ends_the_session(target: Target) -> None:
    staff = target.sign_in()

    ended = target.request("POST", "/api/v1/auth/logout", headers=staff)
    after = target.request("GET", "/api/v1/auth/me", headers=staff)

    assert (ended.status, ended.body) == (204, b"")
    assert "Max-Age=0" in ended.headers["Set-Cookie"]
    assert_common_headers(ended)
    assert (after.status, after.json["Code"]) == (401, "NotSignedIn")


def test_cookie_reads_and_needs_the_csrf_header_to_write(target: Target) -> None:
    signed_in = target.request("POST", _LOGIN, target.admin)
    cookie = {"Cookie": signed_in.headers["Set-Cookie"].partition(";")[0]}

    get(target, "/api/v1/auth/me", cookie)
    without = target.request("POST", "/api/v1/auth/logout", headers=cookie)
    get(target, "/api/v1/auth/me", cookie)
    with_header = target.request("POST", "/api/v1/auth/logout", headers=cookie | {"X-CSRF": "1"})
    after = target.request("GET", "/api/v1/auth/me", headers=cookie)

    assert (without.status, without.json["Code"]) == (403, "CsrfHeaderMissing")
    assert_common_headers(without)
    assert with_header.status == 204
    assert after.status == 401


def test_list_inquiries_pages_newest_first_without_gap(target: Target) -> None:
    ids = [target.submit(inquiry_body(name=f"Client {number}"))["id"] for number in range(5)]
    staff = target.signed_in()

    # Others may submit to the same platform meanwhile: reading ends with the oldest of ours.
    seen: list[dict[str, Any]] = []
    query = {"limit": "2"}
    while ids[0] not in [item["id"] for item in seen]:
        page = get(target, f"{_LIST}?{urlencode(query)}", staff)
        assert page.keys() == {"items", "next_cursor"}
        assert len(page["items"]) <= 2
        seen += page["items"]
        if page["next_cursor"] is None:
            break
        assert parse_qs(f"c={page['next_cursor']}")["c"] == [page["next_cursor"]], "URL-safe"
        query["cursor"] = page["next_cursor"]

    assert [item["id"] for item in seen if item["id"] in ids] == ids[::-1]
    assert len({item["id"] for item in seen}) == len(seen)
    times = [read_time(item["created_at"]) for item in seen]
    assert times == sorted(times, reverse=True)
    assert seen[0].keys() == {
        *("id", "reference", "name", "company", "services", "priority", "status", "source"),
        *("assignee", "created_at", "updated_at", "report", "version"),
    }


def test_get_inquiry_is_flat_and_complete(target: Target) -> None:
    sent = inquiry_body(message="Our shop is down.\nSince nine.")
    submitted = target.submit(sent)
    target.work(submitted["id"])

    found = get(target, f"{_LIST}/{submitted['id']}", target.signed_in())

    assert {name: found[name] for name in sent} == sent
    assert (found["priority"], found["status"], found["version"]) == ("urgent", "pending", 1)
    assert found["reference"] == submitted["reference"]
    assert found["owed"] == []
    assert found["outline"] is None
    (report,) = found["reports"]
    assert report["id"] == f"{submitted['id']}.1"
    assert report.keys() == {
        *("id", "number", "status", "title", "created_at", "origin", "model"),
        *("prompt_version", "input_tokens", "output_tokens"),
    }
    assert (report["status"], report["origin"]) == ("draft", "ai")
    assert report["input_tokens"] > 0 < report["output_tokens"]
    assert {event["kind"]: event["status"] for event in found["email_events"]} == {
        "customer_confirmation": "sent",
        "consultant_notification": "sent",
    }
    for event in found["email_events"]:
        assert event.keys() == {
            *("kind", "to", "subject", "status", "at", "message_id", "reason"),
        }
        read_time(event["at"])


def test_get_report_as_page_document_and_markdown(target: Target) -> None:
    submitted = target.submit(inquiry_body())
    target.work(submitted["id"])
    staff = target.signed_in()
    path = f"/api/v1/admin/reports/{submitted['id']}.1"

    report = get(target, path, staff)
    document = target.request("GET", f"{path}/html", headers=staff)
    markdown = target.request("GET", f"{path}/markdown", headers=staff)

    assert (report["inquiry_id"], report["number"]) == (submitted["id"], 1)
    assert report["markdown"].startswith("## ")
    assert "<h2" in report["html"]
    assert "<html" not in report["html"]
    assert document.status == markdown.status == 200
    assert document.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in document.headers["Content-Security-Policy"]
    assert document.body.decode().lstrip().lower().startswith("<!doctype html>")
    assert submitted["reference"] in document.body.decode()
    assert markdown.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert markdown.body.decode() == report["markdown"]
    assert_common_headers(document)
    assert_common_headers(markdown)
