"""The API behind an edge: who may ask, from which address, and how a viewer keeps the colour."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from chalice.test import HTTPResponse

from chalicelib.config import Settings
from chalicelib.models import access
from tests.factories import inquiry_body
from tests.functional.conftest import Platform

_SECRET = "s" * 43
_HASH = sha256(_SECRET.encode()).hexdigest()
_BY_EDGE = {"X-Origin-Secret": _SECRET}

Change = Callable[..., Settings]


def cookies_of(answer: HTTPResponse) -> list[str]:
    found = answer.headers.get("Set-Cookie", [])
    return [found] if isinstance(found, str) else list(found)


@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Origin-Secret": ""}, {"X-Origin-Secret": "s" * 42}, {"X-Origin-Secret": _HASH}],
    ids=["none", "empty", "wrong", "its hash"],
)
@pytest.mark.parametrize("path", ["/health", "/services", "/admin/inquiries"])
def test_a_request_past_the_edge_is_refused(
    platform: Platform, settings: Change, path: str, headers: dict[str, str]
) -> None:
    settings(origin_secret_sha256=_HASH)

    answer = platform.request("GET", path, headers=headers)

    assert answer.status_code == 403
    assert answer.json_body == {
        "Code": "EdgeBypassed",
        "Message": "This address is not for the public. Use the site's own.",
        "Details": {},
    }
    assert answer.headers["X-Request-Id"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refused_submission_changes_nothing(platform: Platform, settings: Change) -> None:
    settings(origin_secret_sha256=_HASH)

    answer = platform.request("POST", "/inquiries", inquiry_body())

    assert answer.status_code == 403
    assert list(access.Limit.scan()) == []


def test_a_request_by_the_edge_is_answered(platform: Platform, settings: Change) -> None:
    settings(origin_secret_sha256=_HASH)

    assert platform.request("GET", "/health", headers=_BY_EDGE).status_code == 200
    assert platform.request("GET", "/admin/inquiries", headers=_BY_EDGE).status_code == 401


def test_without_an_edge_everybody_is_answered(platform: Platform) -> None:
    assert platform.request("GET", "/health").status_code == 200


@pytest.mark.parametrize(
    "addresses",
    [
        ("198.51.100.7:46532", "198.51.100.8:46532"),
        ("2001:db8::7:46532", "2001:db8::8:46532"),
        ("[2001:db8::7]:46532", "[2001:db8::8]:46532"),
    ],
    ids=["IPv4", "IPv6", "IPv6 in brackets"],
)
def test_the_limit_counts_the_address_that_the_edge_saw(
    platform: Platform, settings: Change, addresses: tuple[str, str]
) -> None:
    settings(origin_secret_sha256=_HASH, submissions_per_minute=1)
    first, second = ({**_BY_EDGE, "CloudFront-Viewer-Address": address} for address in addresses)
    same_viewer = {**first, "CloudFront-Viewer-Address": f"{addresses[0][:-1]}9"}

    statuses = [
        platform.request("POST", "/inquiries", inquiry_body(), headers).status_code
        for headers in (first, same_viewer, second)
    ]

    assert statuses == [201, 429, 201]


def test_without_an_edge_nobody_can_choose_an_address(platform: Platform, settings: Change) -> None:
    settings(submissions_per_minute=1)

    statuses = [
        platform.request(
            "POST", "/inquiries", inquiry_body(), {"CloudFront-Viewer-Address": address}
        ).status_code
        for address in ("198.51.100.7:1", "198.51.100.8:1")
    ]

    assert statuses == [201, 429]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/health", 200),
        ("GET", "/admin/inquiries", 401),
        ("DELETE", "/health", 405),
    ],
)
def test_a_viewer_of_a_colour_gets_its_cookie_with_any_answer(
    platform: Platform, settings: Change, method: str, path: str, status: int
) -> None:
    settings(environment="prod", stage="prod-green")

    answer = platform.request(method, path)

    assert answer.status_code == status
    assert cookies_of(answer) == [
        "colour=green; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure"
    ]


def test_a_failure_of_ours_keeps_the_colour_too(
    platform: Platform, settings: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings(environment="prod", stage="prod-blue")

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("chalicelib.api.health.present_health", fail)
    answer = platform.request("GET", "/health")

    assert answer.status_code == 500
    assert cookies_of(answer)[0].startswith("colour=blue;")


@pytest.mark.parametrize(
    ("cookie", "is_set"),
    [
        ("colour=green", False),
        ("session=x; colour=green; other", False),
        ("colour=blue", True),
        ("colours=green", True),
    ],
)
def test_the_cookie_is_set_only_where_it_is_missing_or_another(
    platform: Platform, settings: Change, cookie: str, is_set: bool
) -> None:
    settings(environment="prod", stage="prod-green")

    answer = platform.request("GET", "/health", headers={"Cookie": cookie})

    assert bool(cookies_of(answer)) == is_set


def test_the_cookie_of_the_session_stays_beside_that_of_the_colour(
    platform: Platform, settings: Change
) -> None:
    settings(environment="prod", stage="prod-green")
    headers = platform.sign_in()

    answer = platform.request("POST", "/auth/logout", headers=headers)

    assert [cookie.partition("=")[0] for cookie in cookies_of(answer)] == ["session", "colour"]


def test_a_stage_that_is_alone_sets_no_cookie(platform: Platform, settings: Change) -> None:
    settings(environment="staging", stage="staging")

    assert cookies_of(platform.request("GET", "/health")) == []
