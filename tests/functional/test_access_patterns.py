"""What each request costs at the door to AWS: the table of access patterns, counted.

What casework costs is in test_casework_access_patterns.py.
"""

from collections.abc import Callable, Iterator

import pytest

from chalicelib.domain.permissions import Role
from chalicelib.models.head_changes import OWED_PARTITIONS
from tests.factories import inquiry_body
from tests.functional.conftest import Platform
from tests.functional.door import Door, open_door, start_counted_platform

SESSION = ["dynamodb.GetItem"]


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with start_counted_platform() as platform:
        platform.submit()
        platform.work()
        yield platform


@pytest.fixture
def door(platform: Platform) -> Iterator[Door]:
    with open_door() as door:
        yield door


def first_id(platform: Platform) -> str:
    page = platform.request("GET", "/admin/inquiries?limit=1", headers=platform.sign_in())
    return str(page.json_body["items"][0]["id"])


def test_submit_inquiry_is_three_steps(platform: Platform, door: Door) -> None:
    with door.watch() as seen:
        platform.submit()

    assert seen == [
        "dynamodb.TransactWriteItems",
        "dynamodb.UpdateItem",
        "sqs.SendMessage",
        "sqs.SendMessageBatch",
    ]


def test_submit_inquiry_with_a_key_costs_no_request_more(platform: Platform, door: Door) -> None:
    with door.watch() as first:
        platform.submit({"Idempotency-Key": "counted"})
    with door.watch() as again:
        platform.submit({"Idempotency-Key": "counted"})

    assert len(first) == 4
    assert again == ["dynamodb.GetItem", "dynamodb.TransactWriteItems", "dynamodb.UpdateItem"]


def test_submit_inquiry_invalid_asks_for_nothing(platform: Platform, door: Door) -> None:
    with door.watch() as seen:
        answer = platform.request("POST", "/inquiries", inquiry_body(name=""))

    assert answer.status_code == 400
    assert seen == []


def test_get_inquiry_status_is_one_get(platform: Platform, door: Door) -> None:
    submitted = platform.submit()
    token = {"X-Status-Token": submitted["status_url"].partition("#")[2]}

    with door.watch() as seen:
        answer = platform.request("GET", f"/inquiries/{submitted['id']}/status", headers=token)

    assert answer.status_code == 200
    assert seen == ["dynamodb.GetItem"]


@pytest.mark.parametrize(
    ("path", "more"),
    [
        pytest.param("/admin/reports/{id}.1", ["dynamodb.GetItem", "s3.GetObject"], id="report"),
        pytest.param(
            "/admin/reports/{id}.1/markdown", ["dynamodb.GetItem", "s3.GetObject"], id="markdown"
        ),
        pytest.param(
            "/admin/reports/{id}.1/html",
            ["dynamodb.GetItem", "dynamodb.GetItem", "s3.GetObject"],
            id="document with the client's name",
        ),
        pytest.param("/auth/me", [], id="who am I"),
    ],
)
def test_read_signed_in_is_the_session_and_what_it_reads(
    platform: Platform, door: Door, path: str, more: list[str]
) -> None:
    staff = platform.sign_in()
    platform.work()
    inquiry_id = first_id(platform)

    with door.watch() as seen:
        answer = platform.request("GET", path.format(id=inquiry_id), headers=staff)

    assert answer.status_code == 200, answer.body
    assert seen == sorted(SESSION + more)


@pytest.mark.parametrize("path", ["/health", "/health/live", "/services", "/openapi.json"])
def test_read_public_asks_aws_nothing(platform: Platform, door: Door, path: str) -> None:
    with door.watch() as seen:
        assert platform.request("GET", path).status_code == 200

    assert seen == []


def test_read_stranger_without_token_asks_aws_nothing(platform: Platform, door: Door) -> None:
    with door.watch() as seen:
        for path in ("/admin/inquiries", "/admin/inquiries/x", "/auth/me", "/health/detailed"):
            assert platform.request("GET", path).status_code == 401

    assert seen == []


def test_read_role_without_permission_asks_for_the_session_alone(
    platform: Platform, door: Door
) -> None:
    operator = platform.sign_in(Role.OPERATOR)

    with door.watch() as seen:
        assert platform.request("GET", "/admin/inquiries", headers=operator).status_code == 403

    assert seen == SESSION


def run_jobs(platform: Platform) -> None:
    platform.submit()
    platform.work()


def run_outage(platform: Platform) -> None:
    platform.gateways.ai.away = "AI timed out"
    platform.submit()
    platform.work()
    platform.gateways.ai.away = None
    platform.pass_time(1800, step=60)


@pytest.mark.parametrize("run", [run_jobs, run_outage])
def test_jobs_and_sweep_never_scan(
    platform: Platform, door: Door, run: Callable[[Platform], None]
) -> None:
    with door.watch() as seen:
        run(platform)

    assert "dynamodb.TransactWriteItems" in seen
    assert "s3.PutObject" in seen
    assert platform.faults == []


def test_settle_owed_work_nothing_owed_asks_each_partition_once(
    platform: Platform, door: Door
) -> None:
    platform.work()

    with door.watch() as seen:
        platform.sweep()

    assert seen == ["dynamodb.Query"] * OWED_PARTITIONS
    assert {query["IndexName"] for query in door.queries} == {"owed"}


def test_sign_in_counts_then_reads_then_stores(platform: Platform, door: Door) -> None:
    body = {"username": "nobody", "password": "wrong horse battery"}

    with door.watch() as seen:
        assert platform.request("POST", "/auth/login", body).status_code == 401

    assert seen == [
        *("dynamodb.GetItem", "dynamodb.GetItem"),
        *("dynamodb.UpdateItem", "dynamodb.UpdateItem"),
    ]


def test_jobs_read_what_they_were_woken_for_consistently(platform: Platform, door: Door) -> None:
    """A replica that lags would hide the draft from the mail that announces it.

    Neither moto nor the emulator lags, so the request itself is looked at.
    """
    platform.submit()

    with door.watch():
        platform.work()

    tables = [query for query in door.queries if "IndexName" not in query]
    assert len(tables) == 2, "the report's job and the consultancy's mail"
    assert all(query.get("ConsistentRead") is True for query in tables)
