"""The description of the API, and whether the API keeps to it whatever it is sent.

schemathesis makes requests from the description, valid ones and broken ones. It speaks WSGI, so a
few lines turn Chalice's test client into that.
"""

import html
import json
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from chalice.app import RouteEntry
from chalice.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks as openapi_checks

from app import app
from chalicelib import aws
from chalicelib.api.description import OPENAPI_PATH
from chalicelib.domain.permissions import Permission
from chalicelib.errors import DomainError
from ops.openapi import describe_api
from tests.functional.conftest import Platform, start_platform

DESCRIPTION = json.loads(OPENAPI_PATH.read_text())
ROUTES = [entry for _, methods in sorted(app.routes.items()) for entry in methods.values()]
EXAMPLES = 40
EXAMPLES_WITH_SCRYPT = 10
CHECKS = [
    checks.not_a_server_error,
    openapi_checks.status_code_conformance,
    openapi_checks.content_type_conformance,
    openapi_checks.response_schema_conformance,
    openapi_checks.negative_data_rejection,
]
# A refused request may count for a limit. Everything else would be something that it left behind.
HARMLESS = {"dynamodb.GetItem", "dynamodb.Query", "dynamodb.UpdateItem"}


def as_wsgi(client: Client) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        headers = {
            name.removeprefix("HTTP_").replace("_", "-"): value
            for name, value in environ.items()
            if name.startswith("HTTP_") or (name == "CONTENT_TYPE" and value)
        }
        url = f"{environ['REQUEST_URI']}?{environ['QUERY_STRING']}"
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        answer = client.http.request(environ["REQUEST_METHOD"], url, headers=headers, body=body)
        status = f"{answer.status_code} {HTTPStatus(answer.status_code).phrase}"
        start_response(status, list(answer.headers.items()))
        return [answer.body]

    return serve


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_platform() as platform:
        platform.submit()
        platform.work()
        yield platform


@pytest.fixture(scope="module")
def schema(platform: Platform) -> BaseSchema:
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.app = as_wsgi(platform.client)
    return schema


def operations() -> list[dict[str, Any]]:
    return [operation for path in DESCRIPTION["paths"].values() for operation in path.values()]


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return own.union(*(references(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(references(inner) for inner in value))
    return set()


def test_description_is_up_to_date() -> None:
    assert OPENAPI_PATH.read_text() == describe_api(app), "run: python -m ops generate"


def test_description_is_valid_openapi_3_1(schema: BaseSchema) -> None:
    assert DESCRIPTION["openapi"] == "3.1.0"
    schema.validate()


def test_description_schemas_are_valid_and_all_are_used() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    for described in schemas.values():
        jsonschema_rs.meta.validate(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
        )

    assert references(DESCRIPTION) == {f"#/components/schemas/{name}" for name in schemas}


def test_description_names_every_operation_once_with_its_permission() -> None:
    described = {operation["operationId"]: operation for operation in operations()}

    assert len(described) == len(operations()) == len(ROUTES)
    assert {name: operation["x-permission"] for name, operation in described.items()} == (
        app.permission_by_view
    )
    assert [name for name, operation in described.items() if not operation["summary"]] == []
    for operation in described.values():
        is_public = operation["x-permission"] == Permission.PUBLIC
        assert ("security" in operation) is not is_public
        assert is_public or {"401"} <= operation["responses"].keys()


def test_description_errors_are_those_that_exist() -> None:
    known = {str(error.status) for error in DomainError.__subclasses__()} | {"413", "415"}
    errors = {status for operation in operations() for status in operation["responses"]}

    assert {status for status in errors if status >= "400"} <= known


def test_get_openapi_is_the_description(platform: Platform) -> None:
    assert platform.request("GET", "/openapi.json").json_body == DESCRIPTION


def test_get_docs_shows_every_operation(platform: Platform) -> None:
    answer = platform.client.http.get("/api/docs")

    page = html.unescape(answer.body.decode())
    assert answer.status_code == 200
    assert [
        path for path in DESCRIPTION["paths"] if path.removeprefix("/api/v1/") not in page
    ] == []
    assert [one["summary"] for one in operations() if one["summary"] not in page] == []
    assert "<script" not in page


@pytest.mark.parametrize("is_signed_in", [False, True], ids=["stranger", "signed in"])
@pytest.mark.parametrize("entry", ROUTES, ids=lambda entry: entry.view_name)
def test_api_keeps_to_its_description_whatever_it_is_sent(
    platform: Platform, schema: BaseSchema, entry: RouteEntry, is_signed_in: bool
) -> None:
    operation = schema[entry.uri_pattern][entry.method]
    is_public = app.permission_by_view[entry.view_name] is Permission.PUBLIC
    valid = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    broken = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    statuses: set[int] = set()
    accepted = [openapi_checks.positive_data_acceptance]
    kept = CHECKS + (accepted if entry.view_name == "submit_inquiry" else [])

    @settings(
        max_examples=EXAMPLES_WITH_SCRYPT if entry.view_name == "sign_in" else EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=valid | broken)
    def check(case: schemathesis.Case) -> None:
        headers = platform.sign_in() if is_signed_in else {}
        done: set[str] = set()

        def note(service: str, operation: str, parsed: dict[str, Any]) -> None:
            if parsed["ResponseMetadata"]["HTTPStatusCode"] < 300:
                done.add(f"{service}.{operation}")

        with aws.observe(note):
            answer = case.call(headers=headers)

        case.validate_response(answer, checks=kept)
        statuses.add(answer.status_code)
        if answer.status_code >= 400:
            assert done <= HARMLESS, "a refused request left something behind"
        if not (is_signed_in or is_public):
            assert answer.status_code == 401

    check()
    if is_public or is_signed_in:
        needs_luck = entry.view_args or entry.view_name == "sign_in"
        assert needs_luck or statuses & {200, 201, 202, 204}, "not one request was a valid one"
