"""Figures of a colour, from lines as CloudWatch keeps them."""

import json
from itertools import count
from typing import Any

from ops.release.figures import LogLine, Probe, Tally

_TIMES = count()
ROUTE = "GET /api/v1/services"


def line(text: str, stream: str = "one") -> LogLine:
    return LogLine(stream, next(_TIMES), text)


def request_line(request_id: str, status: int = 200, ms: int = 10, **more: Any) -> str:
    fields = {"level": "INFO", "message": "request", "route": ROUTE, "status": status}
    return json.dumps({**fields, "milliseconds": ms, "request_id": request_id, **more})


def invocation(
    number: int, *texts: str, stream: str = "one", report: str = "\tDuration: 12.34 ms\t"
) -> list[LogLine]:
    texts = (
        f"START RequestId: lambda-{number} Version: $LATEST",
        *texts,
        f"END RequestId: lambda-{number}",
        f"REPORT RequestId: lambda-{number}{report}",
    )
    return [line(text, stream) for text in texts]


def probe(request_id: str | None, status: int | None = 200, expected: int = 200) -> Probe:
    return Probe("green", ROUTE, status, expected, 20.0, request_id)


def test_requests_are_counted_with_their_latency() -> None:
    tally = Tally()
    for number in range(1, 21):
        tally.add_lines(invocation(number, request_line(f"r-{number}", ms=number)))

    found = tally.figures()

    assert (found.requests, found.failures) == (20, 0)
    assert (found.p95_ms, found.timed_requests) == (19, 20)


def test_answers_of_500_and_above_are_failures_and_others_are_not() -> None:
    tally = Tally()
    for number, status in enumerate((200, 302, 401, 404, 429, 500, 503)):
        tally.add_lines(invocation(number, request_line(f"r-{number}", status)))

    found = tally.figures()

    assert (found.requests, found.failures) == (7, 2)
    assert found.failures_by_route == {f"500 {ROUTE}": 1, f"503 {ROUTE}": 1}


def test_a_colour_that_cannot_be_imported_fails_every_request() -> None:
    tally = Tally()
    fault = "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': boom"
    for number in range(3):
        tally.add_lines(invocation(number, fault, "Traceback (most recent call last):"))

    found = tally.figures()

    assert (found.requests, found.failures) == (3, 3)
    assert found.failures_by_route == {"502 no answer (Runtime.ImportModuleError)": 3}
    assert found.p95_ms is None


def test_an_invocation_that_timed_out_is_a_failure() -> None:
    tally = Tally()
    tally.add_lines(
        invocation(1, "2026-11-26T10:00:00Z lambda-1 Task timed out after 29.00 seconds")
    )
    tally.add_lines(invocation(2, request_line("r-2")))

    found = tally.figures()

    assert (found.requests, found.failures) == (2, 1)
    assert found.failures_by_route == {"502 no answer (Task timed out)": 1}


def test_a_traceback_beside_an_answer_is_no_second_failure() -> None:
    tally = Tally()
    tally.add_lines(
        invocation(1, "Traceback (most recent call last):", request_line("r-1", status=500))
    )

    assert (tally.figures().requests, tally.figures().failures) == (1, 1)


def test_lines_of_streams_that_are_mixed_belong_to_their_own_invocation() -> None:
    dead = invocation(1, "Task timed out after 29.00 seconds", stream="one")
    alive = invocation(2, request_line("r-2"), stream="two")
    mixed = [each for pair in zip(dead, alive, strict=True) for each in pair]
    tally = Tally()

    tally.add_lines(mixed)

    assert (tally.figures().requests, tally.figures().failures) == (2, 1)


def test_an_invocation_that_goes_on_is_not_judged() -> None:
    tally = Tally()
    started, *rest = invocation(1, request_line("r-1"))

    tally.add_lines([started])
    before = tally.figures()
    tally.add_lines(rest)

    assert (before.requests, before.failures) == (0, 0)
    assert (tally.figures().requests, tally.figures().failures) == (1, 0)


def test_an_invocation_from_before_the_window_is_not_judged() -> None:
    tally = Tally()

    tally.add_lines(invocation(1, request_line("r-1"))[2:])

    assert tally.figures().requests == 0


def test_an_invocation_that_reports_a_fault_is_a_failure() -> None:
    tally = Tally()
    killed = "\tDuration: 900 ms\tStatus: error\tError Type: Runtime.ExitError"
    tally.add_lines(invocation(1, report=killed))

    assert tally.figures().failures_by_route == {"502 no answer (Status: error)": 1}


def test_an_invocation_whose_line_is_late_is_no_failure() -> None:
    tally = Tally()

    tally.add_lines(invocation(1))
    tally.add_lines(invocation(2, request_line("r-1"), request_line("r-2")))

    assert (tally.figures().requests, tally.figures().failures) == (2, 0)


def test_lines_that_come_twice_count_once() -> None:
    tally = Tally()
    lines = invocation(1, request_line("r-1", status=500))

    tally.add_lines(lines)
    tally.add_lines(lines)

    assert (tally.figures().requests, tally.figures().failures) == (1, 1)


def test_cold_starts_are_counted_and_not_timed() -> None:
    tally = Tally()
    tally.add_lines(invocation(1, request_line("r-1", ms=900, cold=True)))
    tally.add_lines(invocation(2, request_line("r-2", ms=9)))

    found = tally.figures()

    assert (found.requests, found.p95_ms, found.timed_requests) == (2, 9, 1)


def test_a_probe_is_counted_once_whether_its_line_has_come_or_not() -> None:
    tally = Tally()
    tally.add_probes([probe("r-1")])
    before = tally.figures()

    tally.add_lines(invocation(1, request_line("r-1")))

    assert (before.requests, before.failures, before.timed_requests) == (1, 0, 0)
    assert (tally.figures().requests, tally.figures().timed_requests) == (1, 1)


def test_a_probe_that_got_the_wrong_answer_is_a_failure() -> None:
    tally = Tally()
    tally.add_probes([probe("r-1", status=404), probe("r-2", status=401, expected=401)])
    tally.add_lines(invocation(1, request_line("r-1", status=404)))

    found = tally.figures()

    assert (found.requests, found.failures) == (2, 1)
    assert found.failures_by_route == {f"404 {ROUTE}": 1}


def test_a_probe_that_the_gateway_refused_or_nobody_answered_is_a_failure() -> None:
    tally = Tally()

    tally.add_probes([probe(None, status=503), probe(None, status=None), probe(None)])

    assert (tally.figures().requests, tally.figures().failures) == (3, 2)


def test_other_lines_are_passed_over() -> None:
    tally = Tally()

    tally.add_lines(
        invocation(
            1,
            '{"level": "INFO", "message": "settled"}',
            '{"message": "request"}',
            "{no json",
            '["request"]',
            request_line("r-1"),
        )
    )

    assert (tally.figures().requests, tally.figures().failures) == (1, 0)
