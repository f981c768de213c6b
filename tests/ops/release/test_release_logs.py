"""Lines of a log group, read while it grows."""

import time
from typing import Any

import boto3
import moto

from ops.release.figures import LogLine
from ops.release.logs import LogReader

GROUP = "/aws/lambda/consulting-prod-green-api_handler"


def put(logs: Any, at_ms: int, *texts: str) -> None:
    logs.put_log_events(
        logGroupName=GROUP,
        logStreamName="one",
        logEvents=[{"timestamp": at_ms, "message": text} for text in texts],
    )


def test_lines_are_read_once_they_are_there_and_none_from_before() -> None:
    with moto.mock_aws():
        logs = boto3.client("logs")
        logs.create_log_group(logGroupName=GROUP)
        logs.create_log_stream(logGroupName=GROUP, logStreamName="one")
        now_ms = int(time.time() * 1000)
        put(logs, now_ms - 60_000, "from before")
        put(logs, now_ms, "first")
        reader = LogReader(logs, GROUP, now_ms - 1_000)

        first = list(reader.read())
        put(logs, now_ms + 10, "second")
        again = list(reader.read())

    assert first == [LogLine("one", now_ms, "first")]
    assert set(again) >= {LogLine("one", now_ms + 10, "second")}
    assert all(line.text != "from before" for line in again)


def test_a_group_that_is_not_there_has_no_lines() -> None:
    with moto.mock_aws():
        assert list(LogReader(boto3.client("logs"), GROUP, 0).read()) == []
