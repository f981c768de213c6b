"""What holds for every route: who may call it, the shape of its errors, what its answers look like.

The routes come from app.py, so a new one is under test once valid_requests.py has one for it.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from chalice.app import RouteEntry
from chalice.test import HTTPResponse
from jsonschema_rs import Draft202012Validator

from app import app
from chalicelib import aws
from chalicelib.api.description import OPENAPI_PATH
from chalicelib.domain.permissions import Permission, Role, is_allowed
from tests.functional.conftest import start_platform
from tests.functional.valid_requests import VALID, Day, make_day

ROUTES = [entry for _, methods in sorted(app.routes.items()) for entry in methods.values()]
PROTECTED = [
    entry for entry in ROUTES if app.permission_by_view[entry.view_name] is not Permission.PUBLIC
]
RESTRICTED = [
    entry
    for entry in PROTECTED
    if app.permission_by_view[entry.view_name] is not Permission.SIGNED_IN
]
DESCRIPTION = json.loads(OPENAPI_PATH.read_text())
ERROR = {"$ref": "#/components/schemas/Error"}
SUCCESS = (200, 201, 202, 204, 302)
NOT_FOUND_BY_PARAMETER = {
    "inquiry_id": "InquiryNotFound",
    "report_id": "ReportNotFound",
    "export_id": "ExportNotFound",
    "mail_id": "MailNotFound",
    "suppression_id": "SuppressionNotFound",
}


@pytest.fixture(scope="module")
def day() -> Iterator[Day]:
    with start_platform() as platform:
        yield make_day(platform)


def named(entries: list[RouteEntry]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.view_name)


def assert_matches(schema: dict[str, Any], value: Any) -> None:
    whole = {**schema, "components": DESCRIPTION["components"]}
    faults = Draft202012Validator(whole, validate_formats=True).iter_errors(value)
    assert [fault.message for fault in faults] == []


def assert_is_error(answer: HTTPResponse, status: int, code: str) -> None:
    assert (answer.status_code, answer.json_body["Code"]) == (status, code), answer.body
    assert_matches(ERROR, answer.json_body)
    assert answer.json_body["Message"]
    assert answer.headers["X-Request-Id"]
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_route_has_a_valid_request() -> None:
    assert sorted(VALID) == sorted(entry.view_name for entry in ROUTES)


@named(ROUTES)
def test_route_valid_request_is_answered_as_described(day: Day, entry: RouteEntry) -> None:
    answer = day.request(entry, day.platform.sign_in())

    described = DESCRIPTION["paths"][entry.uri_pattern][entry.method.lower()]["responses"]
    ((content_type, media),) = (
        described[str(answer.status_code)].get("content") or {"": None}
    ).items()
    assert answer.status_code in SUCCESS, answer.body
    assert answer.headers.get("Content-Type", "").startswith(content_type)
    assert answer.headers["X-Request-Id"]
    assert "Cache-Control" in answer.headers
    if content_type == "application/json":
        assert_matches(media["schema"], answer.json_body)
    else:
        assert bool(answer.body) is bool(content_type)


@named(PROTECTED)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer YWRtaW4.secret"},
        {"Authorization": "Basic YWRtaW46YWRtaW4="},
        {"Cookie": "session=YWRtaW4.secret"},
    ],
    ids=["nothing", "unknown token", "other scheme", "unknown cookie"],
)
def test_route_strangers_are_not_signed_in(
    day: Day, entry: RouteEntry, headers: dict[str, str]
) -> None:
    answer = day.request(entry, headers, is_refused=True)

    assert_is_error(answer, 401, "NotSignedIn")


@named(RESTRICTED)
@pytest.mark.parametrize("role", Role)
def test_route_role_decides(day: Day, entry: RouteEntry, role: Role) -> None:
    permission = app.permission_by_view[entry.view_name]

    answer = day.request(entry, day.platform.sign_in(role))

    if is_allowed(role, permission):
        assert answer.status_code in SUCCESS, answer.body
    else:
        assert_is_error(answer, 403, "PermissionMissing")
        assert answer.json_body["Details"] == {"permission": permission}


@named(ROUTES)
@pytest.mark.parametrize("name", ["colour", "__proto__", "limit[]", "%20"])
def test_route_unknown_query_parameter_is_400(day: Day, entry: RouteEntry, name: str) -> None:
    answer = day.request(entry, day.platform.sign_in(), f"{name}=blue", is_refused=True)

    assert_is_error(answer, 400, "InvalidInput")
    assert list(answer.json_body["Details"]["fields"].values()) == [["This field is not known"]]


@named(ROUTES)
def test_route_wrong_method_is_an_error_of_the_one_shape(day: Day, entry: RouteEntry) -> None:
    answer = day.send("PUT", VALID[entry.view_name].path)

    assert_is_error(answer, 405, "MethodNotAllowedError")


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data", "x", ""])
@named([entry for entry in ROUTES if entry.method in ("POST", "PATCH")])
def test_route_body_of_another_media_type_is_415(
    day: Day, entry: RouteEntry, content_type: str
) -> None:
    headers = {**day.platform.sign_in(), "Content-Type": content_type}

    answer = day.request(entry, headers, is_refused=True)

    assert_is_error(answer, 415, "UnsupportedMediaType")


def send_unknown(day: Day, entry: RouteEntry, id_: str, headers: dict[str, str]) -> HTTPResponse:
    """Send a route its valid request, but about something that is not there."""
    path, valid = entry.uri_pattern, VALID[entry.view_name]
    for name in entry.view_args:
        path = path.replace(f"{{{name}}}", id_)
    query = valid.path.partition("?")[2]
    body = b"" if valid.body is None else json.dumps(valid.body).encode()
    return day.send(entry.method, f"{path}?{query}", body, headers)


@named([entry for entry in ROUTES if entry.view_args])
@pytest.mark.parametrize(
    "id_",
    [
        "nobody",
        "%00",
        "..",
        "%F0%9F%98%80",
        "x" * 3000,
        "x.1",
        "x.99999",
        "x.-1",
        ".1",
        "1.",
        "%7B%7D",
    ],
    ids=lambda id_: id_[:12],
)
def test_route_unknown_id_is_404(day: Day, entry: RouteEntry, id_: str) -> None:
    answer = send_unknown(day, entry, id_, day.platform.sign_in())

    assert answer.status_code == 404, answer.body
    code = NOT_FOUND_BY_PARAMETER[entry.view_args[0]]
    if entry.view_name == "open_report_link":
        code = "ReportLinkNotFound"
    assert answer.json_body["Code"] == code
    assert_matches(ERROR, answer.json_body)


def test_route_fault_of_ours_tells_nothing_of_it(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day.platform.gateways.documents, "content_by_key", {})

    answer = day.send(
        "GET", f"/api/v1/admin/reports/{day.names['id']}.1", headers=day.platform.sign_in()
    )

    assert_is_error(answer, 500, "InternalServerError")
    assert "KeyError" not in answer.body.decode()
    assert answer.json_body["Details"] == {}


def test_route_dependency_away_is_503(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day.platform.gateways.documents, "away", "The store of reports is away")

    answer = day.send(
        "GET", f"/api/v1/admin/reports/{day.names['id']}.1", headers=day.platform.sign_in()
    )

    assert_is_error(answer, 503, "DocumentsUnavailable")


@named([entry for entry in ROUTES if entry.view_args])
def test_route_id_too_long_for_a_key_asks_the_database_nothing(day: Day, entry: RouteEntry) -> None:
    """DynamoDB refuses keys of more than 2,048 bytes; moto does not."""
    staff = day.platform.sign_in()
    asked: list[str] = []

    with aws.observe(lambda _, operation, __: asked.append(operation)):
        answer = send_unknown(day, entry, "x" * 2100 + ".1", staff)

    assert answer.status_code == 404
    assert asked in ([], ["GetItem"]), "the session and nothing else"


def test_routes_request_ids_differ(day: Day) -> None:
    ids = {day.send("GET", "/api/v1/health").headers["X-Request-Id"] for _ in range(3)}

    assert len(ids) == 3
