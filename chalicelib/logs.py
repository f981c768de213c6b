"""Logs as one JSON object a line, with ids and never with what clients wrote."""

import json
import logging
import sys
from typing import Any

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

log = logging.getLogger("consulting")

request_log = log.getChild("requests")
"""Where each request has its line, whatever the level: without them a release can't be judged."""
request_log.setLevel(logging.INFO)


class JsonFormatter(logging.Formatter):
    """Write level, message, the `extra` fields and, for errors, where they were raised."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, Any] = {"level": record.levelname, "message": record.getMessage()}
        line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def configure_logs(level: str) -> None:
    """Send our own log to standard output, from a level up; Chalice's default hides INFO."""
    if not log.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(JsonFormatter())
        log.addHandler(handler)
        log.propagate = False
    log.setLevel(level)
