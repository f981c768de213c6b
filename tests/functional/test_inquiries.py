"""Inquiries over HTTP, in process."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.config import Settings
from chalicelib.domain.permissions import Role
from tests.factories import inquiry_body
from tests.functional.conftest import Platform

NOT_STORED = "nothing of a refused request is stored"


def stored(platform: Platform) -> list[dict[str, Any]]:
    listed = platform.request("GET", "/admin/inquiries", headers=platform.sign_in())
    return list(listed.json_body["items"])


def test_submit_inquiry_valid_gives_reference_and_status_page(platform: Platform) -> None:
    answer = platform.request("POST", "/inquiries", inquiry_body())

    assert answer.status_code == 201, answer.body
    assert answer.json_body["status_url"].startswith(
        f"https://site.example/status/{answer.json_body['id']}#"
    )
    assert [item["reference"] for item in stored(platform)] == [answer.json_body["reference"]]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"name": "M"}, {"name": "Your name must have 2 to 50 characters"}),
        ({"name": "M" * 51}, {"name": "Your name must have 2 to 50 characters"}),
        ({"name": ""}, {"name": "Enter your name"}),
        ({"name": None}, {"name": "Enter your name"}),
        ({"name": "Eve\r\nBcc: x@y.zz"}, {"name": "line breaks"}),
        ({"name": "Eve\n"}, {"name": "line breaks"}),
        ({"name": "   "}, {"name": "Enter your name"}),
        ({"name": 7}, {"name": "Your name must have 2 to 50 characters"}),
        ({"email": "maria"}, {"email": "Enter an e-mail address like name@example.com"}),
        ({"email": "maria@localhost"}, {"email": "Enter an e-mail address like"}),
        ({"email": "a@b.co\n"}, {"email": "Enter an e-mail address like"}),
        ({"email": "a b@b.co"}, {"email": "Enter an e-mail address like"}),
        ({"email": "x" * 65 + "@b.co"}, {"email": "Enter an e-mail address like"}),
        ({"company": "C" * 256}, {"company": "Company must have 255 characters or fewer"}),
        ({"company": "A\tB"}, {"company": "control characters"}),
        ({"company": [], "phone": []}, {"company": "Company must have", "phone": "Use digits"}),
        ({"phone": "call me"}, {"phone": "Use digits, spaces, +, - and brackets only"}),
        ({"phone": "1" * 51}, {"phone": "Phone must have 50 characters or fewer"}),
        ({"services": []}, {"services": "Choose at least one service"}),
        ({"services": ["teleport"]}, {"services": "This service is no longer offered"}),
        ({"services": ["general", "general"]}, {"services": "Choose each service once"}),
        ({"services": "general"}, {"services": "This service is no longer offered"}),
        ({"message": ""}, {"message": "Tell us what you need"}),
        ({"message": " \n "}, {"message": "Tell us what you need"}),
        ({"message": "m" * 10_001}, {"message": "Message must have 10,000 characters or fewer"}),
        ({"message": "bell \a"}, {"message": "control characters"}),
        ({"source": "fax"}, {"source": "contact_form or quote_request"}),
        ({"colour": "blue"}, {"colour": "This field is not known"}),
        (
            {"name": "", "email": "no", "services": [], "message": "", "colour": 1},
            {
                "name": "Enter your name",
                "email": "Enter an e-mail",
                "services": "Choose at least one",
                "message": "Tell us",
                "colour": "not known",
            },
        ),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else None,
)
def test_submit_inquiry_invalid_names_every_fault_and_stores_nothing(
    platform: Platform, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = platform.request("POST", "/inquiries", inquiry_body(**changes))

    assert answer.status_code == 400
    assert answer.json_body["Code"] == "InvalidInput"
    found = answer.json_body["Details"]["fields"]
    assert found.keys() == faults.keys()
    assert all(words in found[field][0] for field, words in faults.items()), found
    assert stored(platform) == [], NOT_STORED


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Ño"},
        {"name": "山田太郎"},
        {"name": "مريم"},
        {"message": "😀" * 10_000},
        {"message": "first line\r\n\tsecond line"},
        {"company": None, "phone": None},
        {"company": "", "phone": ""},
        {"services": ["assessment", "migration", "optimization", "architecture_review", "general"]},
        {"email": "o'brien+aws@sub.example.co.uk"},
        {"source": "quote_request"},
    ],
    ids=lambda changes: "-".join(f"{k}={str(v)[:12]}" for k, v in changes.items()),
)
def test_submit_inquiry_unusual_but_valid_is_kept_as_it_is(
    platform: Platform, changes: dict[str, Any]
) -> None:
    submitted = platform.submit(**changes)

    found = platform.read(submitted["id"], platform.sign_in())
    assert {name: found[name] or None for name in changes} == {
        name: value or None for name, value in changes.items()
    }


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe", b"null", b"[" * 5000])
def test_submit_inquiry_no_json_object_is_refused(platform: Platform, body: bytes) -> None:
    answer = platform.request("POST", "/inquiries", body)

    assert (answer.status_code, answer.json_body["Code"]) == (400, "InvalidJson")


def test_submit_inquiry_body_over_128_kb_is_413(platform: Platform) -> None:
    answer = platform.request("POST", "/inquiries", b'{"name":"' + b"x" * 131_072 + b'"}')

    assert (answer.status_code, answer.json_body["Code"]) == (413, "BodyTooLarge")


def test_submit_inquiry_other_media_type_is_415(platform: Platform) -> None:
    answer = platform.request(
        "POST", "/inquiries", inquiry_body(), {"Content-Type": "application/xml"}
    )

    assert answer.status_code == 415
    assert answer.json_body.keys() == {"Code", "Message", "Details"}


@pytest.mark.parametrize(
    ("message", "priority"),
    [
        ("Our shop is down since nine.", "urgent"),
        ("We need this by tomorrow.", "high"),
        ("No rush, whenever you have time.", "low"),
        ("Please have a look at our bill.", "medium"),
        ("This is not urgent at all.", "medium"),
    ],
)
def test_submit_inquiry_priority_is_detected_and_stored(
    platform: Platform, message: str, priority: str
) -> None:
    submitted = platform.submit(message=message)

    assert platform.read(submitted["id"], platform.sign_in())["priority"] == priority


def test_submit_inquiry_same_key_same_body_gives_same_answer_once(platform: Platform) -> None:
    key = {"Idempotency-Key": "form-1"}

    first, second = platform.submit(key), platform.submit(key)

    assert first == second
    assert len(stored(platform)) == 1


def test_submit_inquiry_same_key_other_body_is_409(platform: Platform) -> None:
    key = {"Idempotency-Key": "form-1"}
    platform.submit(key)

    answer = platform.request("POST", "/inquiries", inquiry_body(name="Eve Adams"), key)

    assert (answer.status_code, answer.json_body["Code"]) == (409, "IdempotencyKeyReused")
    assert len(stored(platform)) == 1


def test_submit_inquiry_key_is_free_again_after_a_day(platform: Platform) -> None:
    key = {"Idempotency-Key": "form-1"}
    first = platform.submit(key)
    platform.gateways.clock.advance(24 * 3600 + 1)

    second = platform.submit(key)

    assert first["id"] != second["id"]


@pytest.mark.parametrize("key", ["", "x" * 256, "with blank", "ümlaut"])
def test_submit_inquiry_malformed_key_is_400(platform: Platform, key: str) -> None:
    answer = platform.request("POST", "/inquiries", inquiry_body(), {"Idempotency-Key": key})

    assert (answer.status_code, answer.json_body["Code"]) == (400, "InvalidHeader")
    assert stored(platform) == [], NOT_STORED


def test_submit_inquiry_too_many_from_one_network_is_429(
    platform: Platform, settings: Callable[..., Settings]
) -> None:
    settings(submissions_per_minute=2)
    platform.submit()
    platform.submit()

    refused = platform.request("POST", "/inquiries", inquiry_body())
    platform.gateways.clock.advance(60)
    platform.submit()

    assert (refused.status_code, refused.json_body["Code"]) == (429, "TooManyRequests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert len(stored(platform)) == 3


def test_submit_inquiry_synthetic_mark_of_a_stranger_is_401(platform: Platform) -> None:
    answer = platform.request("POST", "/inquiries", inquiry_body(), {"X-Synthetic": "true"})

    assert answer.status_code == 401
    assert stored(platform) == [], NOT_STORED


def status_of(platform: Platform, submitted: dict[str, Any]) -> dict[str, Any]:
    token = submitted["status_url"].partition("#")[2]
    answer = platform.request(
        "GET", f"/inquiries/{submitted['id']}/status", headers={"X-Status-Token": token}
    )
    assert answer.status_code == 200, answer.body
    return dict(answer.json_body)


def test_get_inquiry_status_follows_the_work_and_tells_nothing_internal(
    platform: Platform,
) -> None:
    submitted = platform.submit()
    before = status_of(platform, submitted)
    platform.work()
    after = status_of(platform, submitted)

    assert [step["state"] for step in before["timeline"]] == [
        "done",
        "current",
        "upcoming",
        "upcoming",
    ]
    assert [step["state"] for step in after["timeline"]] == ["done", "done", "current", "upcoming"]
    assert before["confirmation"]["state"] == "queued"
    assert after["confirmation"]["state"] == "sent"
    assert after["confirmation"]["to"] == "m•••@k•••.example"
    assert after.keys() == {
        "reference",
        "status",
        "services",
        "received_at",
        "updated_at",
        "timeline",
        "confirmation",
    }


@pytest.mark.parametrize("headers", [{}, {"X-Status-Token": "wrong"}, {"X-Status-Token": "ü"}])
def test_get_inquiry_status_wrong_token_looks_like_unknown_inquiry(
    platform: Platform, headers: dict[str, str]
) -> None:
    submitted = platform.submit()

    wrong = platform.request("GET", f"/inquiries/{submitted['id']}/status", headers=headers)
    unknown = platform.request("GET", "/inquiries/nobody/status", headers=headers)

    assert wrong.status_code == unknown.status_code == 404
    assert wrong.body == unknown.body


def test_list_inquiries_pages_newest_first_without_gap(platform: Platform) -> None:
    ids = []
    for _ in range(7):
        ids.append(platform.submit()["id"])
        platform.gateways.clock.advance(1)
    staff = platform.sign_in()

    pages: list[dict[str, Any]] = []
    query = "?limit=3"
    while query:
        page = platform.request("GET", f"/admin/inquiries{query}", headers=staff).json_body
        pages.append(page)
        cursor = page["next_cursor"]
        query = f"?limit=3&cursor={cursor}" if cursor else ""

    assert [item["id"] for page in pages for item in page["items"]] == ids[::-1]
    assert [len(page["items"]) for page in pages] == [3, 3, 1]


def test_list_inquiries_row_says_the_same_as_the_inquiry(platform: Platform) -> None:
    submitted = platform.submit()
    platform.work()
    staff = platform.sign_in()

    (row,) = platform.request("GET", "/admin/inquiries", headers=staff).json_body["items"]

    inquiry = platform.read(submitted["id"], staff)
    assert {name: inquiry[name] for name in row} == row


def test_list_inquiries_full_last_page_says_that_it_is_the_last(platform: Platform) -> None:
    platform.submit()
    platform.submit()

    page = platform.request("GET", "/admin/inquiries?limit=2", headers=platform.sign_in())

    assert page.json_body["next_cursor"] is None


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=ten",
        "limit=1.0",
        "limit=1e1",
        "limit=-1",
        "limit=",
        "limit=2&limit=3",
        "cursor=garbage",
        "cursor=%00",
        "cursor=MjAyNi0wMS0wMQ",
        "colour=blue",
    ],
)
def test_list_inquiries_bad_parameter_is_400(platform: Platform, query: str) -> None:
    answer = platform.request("GET", f"/admin/inquiries?{query}", headers=platform.sign_in())

    assert (answer.status_code, answer.json_body["Code"]) == (400, "InvalidInput")


def test_get_report_number_has_one_spelling(platform: Platform) -> None:
    submitted = platform.submit()
    platform.work()

    found = [
        platform.request(
            "GET", f"/admin/reports/{submitted['id']}.{number}", headers=platform.sign_in()
        ).status_code
        for number in ("1", "01", "0001", "2", "1 ", "")
    ]

    assert found == [200, 404, 404, 404, 404, 404]


@pytest.mark.parametrize("path", ["/admin/inquiries/nobody", "/admin/reports/nobody.1"])
def test_get_unknown_is_404(platform: Platform, path: str) -> None:
    answer = platform.request("GET", path, headers=platform.sign_in())

    assert answer.status_code == 404


def test_get_inquiry_operator_lacks_the_permission(platform: Platform) -> None:
    answer = platform.request("GET", "/admin/inquiries", headers=platform.sign_in(Role.OPERATOR))

    assert (answer.status_code, answer.json_body["Code"]) == (403, "PermissionMissing")
    assert answer.json_body["Details"] == {"permission": "inquiries:read"}
