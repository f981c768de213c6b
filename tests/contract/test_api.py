"""What the API does, with the same assertions on everything that serves it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

import pytest

from tests.contract.targets import NOBODY, OPERATOR, Target, assert_common_headers
from tests.factories import inquiry_body
from tests.platform import PATIENCE_SECONDS, Answer, wait_until

pytestmark = pytest.mark.xdist_group("contract")

_INQUIRIES = "/api/v1/inquiries"
_LIST = "/api/v1/admin/inquiries"
_LOGIN = "/api/v1/auth/login"


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
    operator = target.signed_in(OPERATOR)

    def ask() -> Answer | None:
        answer = target.request("GET", "/api/v1/health/detailed", headers=operator)
        return None if answer.status == 503 else answer

    # Each dependency has a few seconds to answer, which a busy machine may miss once.
    answer = wait_until(ask, PATIENCE_SECONDS, "all dependencies answer in time")
    found = answer.json
    assert_common_headers(answer)
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
        "message": ["Tell us what you need"],
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
    newest = get(target, f"{_LIST}?limit=100", staff)["items"]
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
    assert read_time(found["received_at"]).tzinfo is not None


@pytest.mark.parametrize("token", [None, "wrong", ""])
def test_get_inquiry_status_wrong_token_looks_like_unknown_inquiry(
    target: Target, token: str | None
) -> None:
    submitted = target.submit(inquiry_body())
    headers = {} if token is None else {"X-Status-Token": token}

    wrong = target.request("GET", f"{_INQUIRIES}/{submitted['id']}/status", headers=headers)
    unknown = target.request("GET", f"{_INQUIRIES}/{NOBODY}/status", headers=headers)

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
        "permissions": ["mail:read", "operations:read", "synthetic:write"],
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
        assert page.keys() == {"items", "next_cursor", "total", "looked_at"}
        assert (page["total"] >= 0, page["looked_at"]) == (True, None)
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
        *("id", "reference", "name", "company", "email", "services", "priority", "status"),
        *("source", "assignee", "created_at", "updated_at", "report", "report_number", "version"),
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
        *("id", "number", "status", "title", "service", "created_at", "updated_at", "origin"),
        *("author", "note", "model", "prompt_version", "input_tokens", "output_tokens"),
        *("approved_by", "approved_at", "sent_at", "superseded_by"),
    }
    assert (report["status"], report["origin"]) == ("draft", "ai")
    assert report["input_tokens"] > 0 < report["output_tokens"]
    assert {event["kind"]: event["status"] for event in found["email_events"]} == {
        "customer_confirmation": "sent",
        "consultant_notification": "sent",
    }
    for event in found["email_events"]:
        assert event.keys() == {
            *("id", "kind", "to", "subject", "status", "at", "message_id", "reason", "events"),
        }
        assert [past["status"] for past in event["events"]] == ["queued", "sent"]
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
