"""Say at the end of a test run under which times the tests of faults ran, and what they took.

A test notes it with `request.node.user_properties.append((RAN_UNDER, "..."))`.
"""

import pytest

RAN_UNDER = "ran under"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    notes = [
        f"{report.nodeid.partition('@')[0]}: {text}"
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, ())
        if report.when == "call"
        for name, text in report.user_properties
        if name == RAN_UNDER
    ]
    if notes:
        terminalreporter.section("times that tests ran under", sep="-")
        for note in notes:
            terminalreporter.line(note)
