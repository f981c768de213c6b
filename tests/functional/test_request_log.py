"""The line that each request leaves in the log, by which a release is judged."""

import json
import logging
from typing import Any

import pytest

from chalicelib.api.request_log import RequestLog
from chalicelib.logs import JsonFormatter, log, request_log
from tests.factories import inquiry_body
from tests.functional.conftest import Platform


def request_lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """Give the lines as they are written."""
    records = [record for record in caplog.records if record.name == request_log.name]
    return [json.loads(JsonFormatter().format(record)) for record in records]


def test_each_request_leaves_one_line_whatever_the_level(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    assert log.level == logging.CRITICAL
    answer = platform.request("GET", "/services")

    (line,) = request_lines(caplog)
    assert line.pop("cold", True) is True
    milliseconds = line.pop("milliseconds")
    assert 0 <= milliseconds < 60_000
    assert line == {
        "level": "INFO",
        "message": "request",
        "route": "GET /api/v1/services",
        "status": 200,
        "request_id": answer.headers["X-Request-Id"],
    }


def test_line_names_the_pattern_and_nothing_of_the_client(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    submitted = platform.submit()
    platform.request(
        "GET",
        f"/inquiries/{submitted['id']}/status?token=secret",
        headers={"X-Status-Token": "secret"},
    )

    created, status = request_lines(caplog)
    assert (created["route"], created["status"]) == ("POST /api/v1/inquiries", 201)
    assert status["route"] == "GET /api/v1/inquiries/{inquiry_id}/status"
    text = json.dumps([created, status], ensure_ascii=False)
    for word in (submitted["id"], "secret", *map(str, inquiry_body().values())):
        assert word not in text


def test_an_unhandled_fault_is_a_500_in_the_log(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    def raise_fault() -> None:
        raise RuntimeError("a fault")

    platform.gateways.clock.now = raise_fault  # type: ignore[method-assign,assignment]
    answer = platform.request("POST", "/inquiries", inquiry_body())

    (line,) = request_lines(caplog)
    assert answer.status_code == 500
    assert (line["status"], line["route"]) == (500, "POST /api/v1/inquiries")


def test_only_the_first_line_of_a_process_is_cold(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    from app import app

    handlers = [
        (RequestLog() if isinstance(handler, RequestLog) else handler, kind)
        for handler, kind in app.middleware_handlers
    ]
    before, app.middleware_handlers[:] = app.middleware_handlers[:], handlers
    try:
        for _ in range(3):
            platform.request("GET", "/health")
    finally:
        app.middleware_handlers[:] = before

    assert [line.get("cold") for line in request_lines(caplog)] == [True, None, None]
