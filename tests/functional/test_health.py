"""Health: what is alive, what is ready, and which dependency is away."""

import threading
from typing import Any

import boto3
import pytest

from chalicelib.domain.permissions import Role
from chalicelib.services import health
from tests.functional.conftest import Platform

DEPENDENCIES = ["database", "documents", "queues", "mail", "ai"]


@pytest.fixture
def without_database(platform: Platform) -> Platform:
    boto3.client("dynamodb").delete_table(TableName="consulting-local-access")
    return platform


def get_detailed_health(platform: Platform) -> tuple[int, str, dict[str, dict[str, Any]]]:
    operator = platform.sign_in(Role.OPERATOR)
    answer = platform.request("GET", "/health/detailed", headers=operator)
    found = {one["name"]: one for one in answer.json_body["dependencies"]}
    return answer.status_code, answer.json_body["status"], found


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_get_health_tells_what_answers(platform: Platform, path: str) -> None:
    answer = platform.request("GET", path)

    assert answer.status_code == 200
    assert answer.json_body == {
        "status": "ok",
        "environment": "local",
        "stage": "local",
        "release": "unreleased",
    }


def test_get_readiness_database_away_is_503(without_database: Platform) -> None:
    answer = without_database.request("GET", "/health/ready")

    assert (answer.status_code, answer.json_body["Code"]) == (503, "DatabaseUnavailable")
    assert answer.json_body["Details"] == {"state": "failed"}


def test_get_liveness_database_away_is_still_alive(without_database: Platform) -> None:
    assert without_database.request("GET", "/health/live").status_code == 200


def test_get_detailed_health_names_each_dependency(platform: Platform) -> None:
    status, summary, found = get_detailed_health(platform)

    assert (status, summary) == (200, "ok")
    assert list(found) == DEPENDENCIES
    assert {one["state"] for one in found.values()} == {"ok"}
    assert all(one["milliseconds"] >= 0 and one["message"] is None for one in found.values())


@pytest.mark.parametrize("name", ["documents", "mail", "ai", "queues"])
def test_get_detailed_health_one_away_is_503_and_named(platform: Platform, name: str) -> None:
    gateways = platform.gateways
    match name:
        case "documents":
            gateways.documents.away = "away"
        case "mail":
            gateways.mailer.away = "away"
        case "ai":
            gateways.ai.away = "away"
        case "queues":
            gateways.queues.fault = ConnectionError("secret-host:443")

    status, summary, found = get_detailed_health(platform)

    assert (status, summary) == (503, "failed"), "as the description of the API has it"
    assert {other for other, one in found.items() if one["state"] != "ok"} == {name}
    assert found[name]["state"] == "failed"
    assert "secret-host" not in found[name]["message"]


def test_get_detailed_health_slow_one_is_not_waited_for(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr(platform.gateways.ai, "check", lambda: released.wait(30))
    monkeypatch.setitem(health._LIMIT_SECONDS, "ai", 0.05)

    status, _, found = get_detailed_health(platform)
    released.set()

    assert status == 503
    assert found["ai"]["state"] == "timed_out"
    assert found["ai"]["message"] == "No answer within 0.05 s"
    assert found["ai"]["milliseconds"] < 5000
    assert found["mail"]["state"] == "ok"
