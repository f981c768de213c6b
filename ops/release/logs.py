"""The log of a colour's API, read while it grows."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from ops.release.figures import LogLine

_OVERLAP_MS = 30_000
"""Lines may become readable later than younger ones, so the last seconds are read again."""


@dataclass(slots=True)
class LogReader:
    """Gives the lines of a log group since a time, and those since the last reading.

    FilterLogEvents costs nothing; an account has 10 of them a second in us-east-1.
    Source: docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html, 2026-11.
    """

    logs: Any
    group: str
    since_ms: int
    _read_until_ms: int = 0

    def read(self) -> Iterator[LogLine]:
        """Give the lines that are new, and some of those given before."""
        start = max(self.since_ms, self._read_until_ms - _OVERLAP_MS)
        now_ms = int(time.time() * 1000)
        pages = self.logs.get_paginator("filter_log_events").paginate(
            logGroupName=self.group, startTime=start
        )
        try:
            for page in pages:
                for event in page["events"]:
                    yield LogLine(event["logStreamName"], event["timestamp"], event["message"])
        except ClientError as error:
            # A colour that has never answered may have no log group yet.
            if error.response["Error"]["Code"] != "ResourceNotFoundException":
                raise
        self._read_until_ms = now_ms
