"""What a colour's log and the probes say about its requests, as figures for the gate.

The application writes a line for each request (chalicelib/api/request_log.py). Lambda writes lines
around each invocation, even when the application can't be imported:

    START RequestId: 8f1c...   [our lines]   END RequestId: 8f1c...   REPORT RequestId: 8f1c...

One that gave no answer, of which API Gateway made a 502 or 504, has no line of ours, and says why:
an import error, a time-out, an end of the process. Lines of one process lie in one stream and one
after the other, which ties them together.
Source: docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html, 2026-11.

What API Gateway refuses without asking Lambda has no line. Probes see that: each has the id of its
request, so that it is counted once when its line arrives.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ops.release.gate import Figures, percentile

_FAULT = re.compile(
    r"Runtime\.(?:ImportModuleError|UserCodeSyntaxError|HandlerNotFound|ExitError|OutOfMemory)"
    r"|Task timed out|Runtime exited|Unable to import module|Traceback \(most recent call last\)"
)
_REPORTED_FAULT = re.compile(r"Status: (error|timeout|failure)")
_NO_ANSWER_STATUS = 502


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a log group. No two are equal: they have an id in them, or a time of their own."""

    stream: str
    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Probe:
    """What one read-only request to a colour got. No status: it could not be reached."""

    colour: str
    route: str
    status: int | None
    expected_status: int
    milliseconds: float
    request_id: str | None

    @property
    def is_good(self) -> bool:
        """Tell whether it got what it should."""
        return self.status == self.expected_status


@dataclass(slots=True)
class _Request:
    route: str
    status: int
    milliseconds: float | None = None
    is_cold: bool = False
    is_failure: bool = False


@dataclass(slots=True)
class _Invocation:
    id: str
    request: _Request | None = None
    fault: str | None = None
    is_over: bool = False


@dataclass(slots=True)
class Tally:
    """Counts what one colour did since the tally was begun. Lines may come in several helpings."""

    _invocations: dict[str, _Invocation] = field(default_factory=dict)
    _latest_by_stream: dict[str, _Invocation] = field(default_factory=dict)
    _requests: dict[str, _Request] = field(default_factory=dict)
    _probes: list[Probe] = field(default_factory=list)
    _seen: set[LogLine] = field(default_factory=set)

    def add_lines(self, lines: Iterable[LogLine]) -> None:
        """Count lines; those that were counted already are left out."""
        for line in lines:
            if line not in self._seen:
                self._seen.add(line)
                self._add(line)

    def add_probes(self, probes: Iterable[Probe]) -> None:
        """Count probes."""
        self._probes.extend(probes)

    def figures(self, dead_letters: int = 0) -> Figures:
        """Give what was counted so far."""
        requests = {key: replace(value) for key, value in self._requests.items()}
        for invocation in self._invocations.values():
            # Without a word of what went wrong, its line is only late.
            if invocation.is_over and invocation.request is None and invocation.fault:
                requests[f"invocation {invocation.id}"] = _unanswered(invocation)
        for number, probe in enumerate(self._probes):
            known = requests.get(probe.request_id or "")
            if known is None:
                known = _Request(probe.route, probe.status or _NO_ANSWER_STATUS)
                requests[f"probe {number}"] = known
            known.is_failure = known.is_failure or not probe.is_good
        failed = [each for each in requests.values() if each.is_failure]
        warm = [
            each.milliseconds
            for each in requests.values()
            if each.milliseconds is not None and not each.is_cold
        ]
        return Figures(
            requests=len(requests),
            failures=len(failed),
            p95_ms=percentile(warm, 95),
            timed_requests=len(warm),
            failures_by_route=dict(Counter(f"{each.status} {each.route}" for each in failed)),
            dead_letters=dead_letters,
        )

    def _add(self, line: LogLine) -> None:
        text = line.text
        if text.startswith("START RequestId: "):
            invocation = _Invocation(text.split()[2])
            self._invocations[invocation.id] = invocation
            self._latest_by_stream[line.stream] = invocation
            return
        latest = self._latest_by_stream.get(line.stream)
        if text.startswith("REPORT RequestId: "):
            # One whose start lies before the window is not counted: its line may lie there too.
            invocation_id = text.split()[2]
            if invocation_id in self._invocations:
                self._end(self._invocations[invocation_id], text)
        elif text.startswith("{"):
            self._add_request(text, latest)
        elif latest is not None and latest.fault is None:
            fault = _FAULT.search(text)
            latest.fault = fault.group() if fault else None

    def _end(self, invocation: _Invocation, report: str) -> None:
        invocation.is_over = True
        reported = _REPORTED_FAULT.search(report)
        if reported and invocation.fault is None:
            invocation.fault = reported.group()

    def _add_request(self, text: str, latest: _Invocation | None) -> None:
        try:
            fields = json.loads(text)
            if fields.get("message") != "request":
                return
            request = _Request(
                route=str(fields["route"]),
                status=int(fields["status"]),
                milliseconds=float(fields["milliseconds"]),
                is_cold=bool(fields.get("cold", False)),
                is_failure=int(fields["status"]) >= 500,
            )
            self._requests[str(fields["request_id"])] = request
        except (ValueError, KeyError, TypeError):
            return  # Not a line of the application's.
        if latest is not None:
            latest.request = request


def _unanswered(invocation: _Invocation) -> _Request:
    return _Request(f"no answer ({invocation.fault})", _NO_ANSWER_STATUS, is_failure=True)
