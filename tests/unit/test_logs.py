"""Logs: one JSON object a line, INFO included."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.logs import configure_logs, log, request_log


@pytest.fixture(autouse=True)
def fresh_log() -> Iterator[None]:
    """Begin without a handler, so that the next one writes to the output that pytest captures.

    pytest adds handlers of its own to loggers that do not propagate, so that is undone as well.
    """
    handlers, level, does_propagate = log.handlers[:], log.level, log.propagate
    log.handlers.clear()
    log.propagate = True
    yield
    log.handlers[:] = handlers
    log.setLevel(level)
    log.propagate = does_propagate


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_log_info_is_one_json_object_with_its_fields(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    log.info("inquiry\nsubmitted", extra={"inquiry_id": "i-1", "at": logging})

    assert lines(capsys) == [
        {
            "level": "INFO",
            "message": "inquiry\nsubmitted",
            "inquiry_id": "i-1",
            "at": str(logging),
        }
    ]


def test_log_below_the_level_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("WARNING")

    log.info("quiet")
    log.warning("loud")

    assert [line["message"] for line in lines(capsys)] == ["loud"]


def test_lines_of_requests_are_written_whatever_the_level(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs("CRITICAL")

    log.error("quiet")
    request_log.info("request", extra={"status": 200})

    assert lines(capsys) == [{"level": "INFO", "message": "request", "status": 200}]


def test_log_exception_tells_where_it_was_raised(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    try:
        raise LookupError("no such thing")
    except LookupError:
        log.exception("job failed")

    (line,) = lines(capsys)
    assert line["level"] == "ERROR"
    assert "test_logs.py" in line["exception"]
    assert "LookupError: no such thing" in line["exception"]


def test_configure_logs_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("CRITICAL")
    configure_logs("INFO")

    log.info("once")

    assert len(lines(capsys)) == 1


def test_configure_logs_keeps_lines_from_the_root(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Lambda's runtime has a handler on the root, which would write every line again, as text."""
    configure_logs("INFO")

    log.info("once")

    assert caplog.records == []
    assert len(lines(capsys)) == 1


def test_log_keeps_letters_of_the_world(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs("INFO")

    log.info("größer")

    assert "größer" in capsys.readouterr().out
