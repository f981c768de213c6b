"""Sign-in, sessions, lock-out and roles over HTTP, with passwords and real digests."""

from collections.abc import Callable
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import boto3
import pytest
from chalice.test import HTTPResponse
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from chalicelib.config import Settings
from chalicelib.domain.permissions import PERMISSIONS_BY_ROLE, Permission, Role, is_allowed
from chalicelib.errors import InvalidInput, UserExists
from chalicelib.services import users
from tests.factories import inquiry_body
from tests.fakes import START
from tests.functional.conftest import Platform

USERNAME, PASSWORD = "robin.meyer", "correct horse battery"
CASEWORK = {
    *("inquiries:read", "inquiries:write", "reports:read", "reports:write"),
    *("mail:read", "mail:write"),
}
ChangeSettings = Callable[..., Settings]


@pytest.fixture
def with_user(platform: Platform) -> Platform:
    users.create_user(USERNAME, "Robin Meyer", Role.CONSULTANT, PASSWORD)
    return platform


def sign_in(platform: Platform, username: str = USERNAME, password: str = PASSWORD) -> HTTPResponse:
    return platform.request("POST", "/auth/login", {"username": username, "password": password})


def bearer(answer: HTTPResponse) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.json_body['token']}"}


def cookie(answer: HTTPResponse) -> dict[str, str]:
    return {"Cookie": answer.headers["Set-Cookie"].partition(";")[0]}


def get_me(platform: Platform, headers: dict[str, str]) -> HTTPResponse:
    return platform.request("GET", "/auth/me", headers=headers)


def sign_out(platform: Platform, headers: dict[str, str]) -> HTTPResponse:
    return platform.request("POST", "/auth/logout", headers=headers)


def stored_items() -> list[dict[str, Any]]:
    table = boto3.resource("dynamodb").Table("consulting-local-access")
    return list(table.scan()["Items"])


def test_sign_in_right_password_gives_token_user_and_cookie(with_user: Platform) -> None:
    answer = sign_in(with_user)

    assert answer.status_code == 200, answer.body
    assert answer.json_body["user"] == {
        "username": USERNAME,
        "name": "Robin Meyer",
        "role": "consultant",
        "permissions": [
            *("inquiries:read", "inquiries:write", "mail:read", "mail:write"),
            *("reports:read", "reports:write"),
        ],
    }
    assert answer.json_body["expires_at"] == "2026-11-24T21:15:00Z"
    assert cookie(answer) == {"Cookie": f"session={answer.json_body['token']}"}


@pytest.mark.parametrize("username", ["Robin.Meyer", " robin.meyer "])
def test_sign_in_name_as_people_type_it_is_recognised(with_user: Platform, username: str) -> None:
    assert sign_in(with_user, username).status_code == 200


def test_sign_in_wrong_password_and_unknown_user_look_the_same(with_user: Platform) -> None:
    wrong = sign_in(with_user, password="wrong horse battery")
    unknown = sign_in(with_user, username="nobody")

    assert wrong.status_code == unknown.status_code == 401
    assert wrong.body == unknown.body
    assert wrong.json_body["Code"] == "WrongCredentials"
    assert "Set-Cookie" not in wrong.headers


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["username", "password"]),
        ({"username": "", "password": ""}, ["username", "password"]),
        ({"username": " ", "password": "x"}, ["username"]),
        ({"username": "robin", "password": 7}, ["password"]),
        ({"username": "x" * 65, "password": "x" * 1025}, ["username", "password"]),
        ({"username": "robin", "password": "x", "role": "admin"}, ["role"]),
    ],
)
def test_sign_in_malformed_names_every_fault(
    platform: Platform, body: dict[str, Any], fields: list[str]
) -> None:
    answer = platform.request("POST", "/auth/login", body)

    assert answer.status_code == 400
    assert sorted(answer.json_body["Details"]["fields"]) == sorted(fields)
    assert stored_items() == [], "nothing of a refused request is stored"


@pytest.mark.parametrize("carry", [bearer, cookie])
def test_get_me_signed_in_tells_who_and_where(
    with_user: Platform, carry: Callable[[HTTPResponse], dict[str, str]]
) -> None:
    signed_in = sign_in(with_user)

    me = get_me(with_user, carry(signed_in))

    assert me.status_code == 200
    assert me.json_body == {
        "user": signed_in.json_body["user"],
        "expires_at": signed_in.json_body["expires_at"],
        "environment": "local",
        "stage": "local",
        "release": "unreleased",
    }


def test_get_me_scheme_of_the_token_in_any_case(with_user: Platform) -> None:
    token = sign_in(with_user).json_body["token"]

    assert get_me(with_user, {"authorization": f"bearer  {token} "}).status_code == 200


@pytest.mark.parametrize(
    "cookies",
    ["theme=dark; {}; x=y", "a/b=1; {}", 'odd="; {}', "{};", " ;;{}", "my_session=1; {}", "ü@=;{}"],
)
def test_get_me_other_cookies_do_not_disturb(with_user: Platform, cookies: str) -> None:
    session = cookie(sign_in(with_user))["Cookie"]

    assert get_me(with_user, {"Cookie": cookies.format(session)}).status_code == 200


@pytest.mark.parametrize(
    ("environment", "stage", "is_secure"), [("local", "local", False), ("dev", "dev", True)]
)
def test_sign_in_cookie_is_for_this_site_alone(
    with_user: Platform, settings: ChangeSettings, environment: str, stage: str, is_secure: bool
) -> None:
    settings(environment=environment, stage=stage)

    morsel = SimpleCookie(sign_in(with_user).headers["Set-Cookie"])["session"]

    assert bool(morsel["httponly"])
    assert (morsel["samesite"], morsel["path"], morsel["domain"]) == ("Strict", "/api", "")
    assert morsel["max-age"] == str(12 * 3600)
    assert bool(morsel["secure"]) is is_secure


def test_sign_out_by_cookie_needs_the_csrf_header(with_user: Platform) -> None:
    session = cookie(sign_in(with_user))

    refused = sign_out(with_user, session)
    wrong = sign_out(with_user, {**session, "X-CSRF": "0"})

    assert (refused.status_code, refused.json_body["Code"]) == (403, "CsrfHeaderMissing")
    assert wrong.status_code == 403
    assert get_me(with_user, session).status_code == 200, "the session lives on"


@pytest.mark.parametrize(
    ("carry", "more"), [(bearer, {}), (cookie, {"X-CSRF": "1"})], ids=["bearer", "cookie"]
)
def test_sign_out_ends_the_session_and_no_other(
    with_user: Platform, carry: Callable[[HTTPResponse], dict[str, str]], more: dict[str, str]
) -> None:
    ended, other = sign_in(with_user), sign_in(with_user)

    answer = sign_out(with_user, {**carry(ended), **more})

    assert (answer.status_code, answer.body) == (204, b"")
    assert SimpleCookie(answer.headers["Set-Cookie"])["session"]["max-age"] == "0"
    assert get_me(with_user, carry(ended)).status_code == 401
    assert get_me(with_user, carry(other)).status_code == 200


def test_synthetic_submission_by_cookie_needs_the_csrf_header(platform: Platform) -> None:
    token = platform.sign_in(Role.OPERATOR)["Authorization"].partition(" ")[2]
    headers = {"Cookie": f"session={token}", "X-Synthetic": "true"}

    refused = platform.request("POST", "/inquiries", inquiry_body(), headers)
    taken = platform.request("POST", "/inquiries", inquiry_body(), {**headers, "X-CSRF": "1"})

    assert (refused.status_code, refused.json_body["Code"]) == (403, "CsrfHeaderMissing")
    assert taken.status_code == 201


def test_session_over_is_not_signed_in(with_user: Platform, settings: ChangeSettings) -> None:
    settings(session_hours=2)
    signed_in = sign_in(with_user)

    with_user.gateways.clock.advance(2 * 3600 - 1)
    before = get_me(with_user, bearer(signed_in))
    with_user.gateways.clock.advance(1)
    after = get_me(with_user, bearer(signed_in))

    assert before.status_code == 200
    assert (after.status_code, after.json_body["Code"]) == (401, "NotSignedIn")


def test_session_ends_for_the_table_when_it_ends_for_people(with_user: Platform) -> None:
    sign_in(with_user)

    (session,) = [item for item in stored_items() if item["sk"].startswith("SESSION#")]

    assert session["expires_at"] == int((START + timedelta(hours=12)).timestamp())


def test_session_of_a_tampered_token_is_none(with_user: Platform) -> None:
    token = sign_in(with_user).json_body["token"]
    name, _, secret = token.partition(".")
    tampered = [
        name,
        f"{name}.",
        f".{secret}",
        secret,
        f"{name}.{secret[:-1]}",
        f"{name}.{secret}x",
        f"YWRtaW4.{secret}",
        f"{name}.{secret}".swapcase(),
        f"{name}.{'x' * 300}",
        f"{name}\n.{secret}",
    ]

    answers = [get_me(with_user, {"Authorization": f"Bearer {token}"}) for token in tampered]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1


@hypothesis_settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["Authorization", "Cookie"]),
    prefix=st.sampled_from(["", "Bearer ", "bearer\t", "Basic ", "session=", "session=a.b;"]),
    garbage=st.text(max_size=80),
)
@example("Authorization", "Bearer ", "\ud800.x")
@example("Cookie", "session=", '"\\777"')
@example("Authorization", "Bearer ", "w7w.\ud800")
def test_session_of_garbage_is_none(
    platform: Platform, name: str, prefix: str, garbage: str
) -> None:
    answer = get_me(platform, {name: prefix + garbage})

    assert (answer.status_code, answer.json_body["Code"]) == (401, "NotSignedIn")


def test_sign_in_too_many_wrong_passwords_lock_the_user_out(
    with_user: Platform, settings: ChangeSettings
) -> None:
    settings(lockout_attempts=3, lockout_seconds=600)
    wrong = [sign_in(with_user, password="wrong horse battery") for _ in range(3)]

    locked = sign_in(with_user)
    with_user.gateways.clock.advance(int(locked.headers["Retry-After"]))
    later = sign_in(with_user)

    assert {answer.status_code for answer in wrong} == {401}
    assert (locked.status_code, locked.json_body["Code"]) == (429, "TooManyAttempts")
    assert 1 <= int(locked.headers["Retry-After"]) <= 600
    assert locked.json_body["Details"]["retry_at"] == "2026-11-24T09:20:00Z"
    assert later.status_code == 200


def test_sign_in_lockout_does_not_tell_whether_the_user_exists(
    with_user: Platform, settings: ChangeSettings
) -> None:
    settings(lockout_attempts=1)
    for username in (USERNAME, "nobody"):
        sign_in(with_user, username, "wrong horse battery")

    known, unknown = sign_in(with_user), sign_in(with_user, "nobody")

    assert known.status_code == unknown.status_code == 429
    assert known.body == unknown.body


def test_sign_in_lockout_of_one_leaves_others_and_open_sessions_alone(
    with_user: Platform, settings: ChangeSettings
) -> None:
    settings(lockout_attempts=1)
    users.create_user("kim", "Kim Lang", Role.ADMIN, PASSWORD)
    session = bearer(sign_in(with_user))
    sign_in(with_user, password="wrong horse battery")

    assert sign_in(with_user).status_code == 429
    assert sign_in(with_user, "kim").status_code == 200
    assert get_me(with_user, session).status_code == 200


def test_sign_in_too_many_from_one_network_is_429(
    with_user: Platform, settings: ChangeSettings
) -> None:
    settings(sign_ins_per_minute=2)
    for username in ("a", "b"):
        sign_in(with_user, username)

    refused = sign_in(with_user)
    with_user.gateways.clock.advance(60)
    later = sign_in(with_user)

    assert (refused.status_code, refused.json_body["Code"]) == (429, "TooManyRequests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "messages" not in refused.json_body["Message"], "nobody sent a message"
    assert later.status_code == 200


def test_sign_in_secrets_are_stored_as_digests_only(with_user: Platform) -> None:
    token = sign_in(with_user).json_body["token"]
    sign_in(with_user, password="wrong horse battery")

    stored = repr(stored_items())

    assert USERNAME in stored
    assert token not in stored
    assert token.partition(".")[2] not in stored
    assert PASSWORD not in stored
    assert "wrong horse battery" not in stored
    assert "127.0.0.1" not in stored, "a network address is kept as its digest"


@pytest.mark.parametrize(
    ("role", "permissions"),
    [
        ("consultant", CASEWORK),
        ("operator", {"operations:read", "synthetic:write", "mail:read"}),
        ("admin", CASEWORK | {"inquiries:delete", "operations:read", "synthetic:write"}),
    ],
)
def test_permissions_of_each_role(role: str, permissions: set[str]) -> None:
    assert PERMISSIONS_BY_ROLE[Role(role)] == permissions
    allowed = {permission for permission in Permission if is_allowed(Role(role), permission)}
    assert allowed == permissions | {"public", "signed_in"}


def test_permissions_every_role_is_in_the_table() -> None:
    assert set(PERMISSIONS_BY_ROLE) == set(Role)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "x"}, "username"),
        ({"username": "Robin"}, "username"),
        ({"username": "-robin"}, "username"),
        ({"username": "x" * 65}, "username"),
        ({"name": " "}, "name"),
        ({"password": "eleven char"}, "password"),
        ({"password": "x" * 1025}, "password"),
    ],
    ids=str,
)
def test_create_user_invalid_names_the_field(
    aws_tables: None, changes: dict[str, str], field: str
) -> None:
    valid = {"username": "robin", "name": "Robin Meyer", "password": PASSWORD}

    with pytest.raises(InvalidInput) as refused:
        users.create_user(**(valid | changes), role=Role.ADMIN)

    assert list(refused.value.details["fields"]) == [field]
    assert stored_items() == []


def test_create_user_name_taken_changes_nothing(with_user: Platform) -> None:
    with pytest.raises(UserExists):
        users.create_user(USERNAME, "Eve", Role.ADMIN, "another long password")

    assert sign_in(with_user).json_body["user"]["role"] == "consultant"
