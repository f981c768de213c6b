"""What the ledger keeps of releases, and what its entries say of a colour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ops.release.history import (
    Entry,
    Step,
    name_operator,
    passed_percent,
    read_entries,
    record,
    standing_of,
)
from ops.release.state import Standing
from tests.templates import tables_in_moto

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def entry(
    step: Step,
    colour: str,
    percent: int | None = None,
    other: str | None = None,
    code: str | None = "c1",
) -> Entry:
    return Entry(NOW, "somebody", step, colour, other, code, "s1", percent)


@pytest.mark.parametrize(
    ("entries", "green", "blue"),
    [
        pytest.param([], Standing.NEW, Standing.NEW, id="nothing"),
        pytest.param([entry(Step.DEPLOYED, "green", 0)], Standing.NEW, Standing.NEW, id="deployed"),
        pytest.param(
            [entry(Step.DEPLOYED, "blue", 100)], Standing.NEW, Standing.SERVED, id="first-colour"
        ),
        pytest.param(
            [entry(Step.DEPLOYED, "green", 0), entry(Step.VERIFIED, "green")],
            Standing.VERIFIED,
            Standing.NEW,
            id="verified",
        ),
        pytest.param(
            [entry(Step.VERIFIED, "green"), entry(Step.FAILED_VERIFICATION, "green")],
            Standing.NEW,
            Standing.NEW,
            id="fails-the-second-time",
        ),
        pytest.param(
            [entry(Step.VERIFIED, "green"), entry(Step.DEPLOYED, "green", 0)],
            Standing.NEW,
            Standing.NEW,
            id="deployed-again",
        ),
        pytest.param(
            [entry(Step.VERIFIED, "green"), entry(Step.SHIFTED, "green", 5, "blue")],
            Standing.SERVED,
            Standing.SERVED,
            id="shifting",
        ),
        pytest.param(
            [
                entry(Step.VERIFIED, "blue"),
                entry(Step.VERIFIED, "green"),
                entry(Step.PROMOTED, "green", 100, "blue"),
            ],
            Standing.SERVED,
            Standing.SERVED,
            id="retiring-is-not-verified-any-more",
        ),
        pytest.param(
            [
                entry(Step.SHIFTED, "green", 5, "blue"),
                entry(Step.ROLLED_BACK, "green", 5, "blue"),
                entry(Step.RETIRED, "green"),
            ],
            Standing.REJECTED,
            Standing.SERVED,
            id="rolled-back",
        ),
        pytest.param(
            [entry(Step.SHIFTED, "green", 5, "blue"), entry(Step.SHIFTED, "green", 0, "blue")],
            Standing.REJECTED,
            Standing.SERVED,
            id="shifted-to-nothing",
        ),
        pytest.param(
            [entry(Step.VERIFIED, "green", code="c0")],
            Standing.NEW,
            Standing.NEW,
            id="other-code-than-was-verified",
        ),
        pytest.param(
            [entry(Step.DEPLOYED, "green", 0), entry(Step.VERIFIED, "green", code=None)],
            Standing.NEW,
            Standing.NEW,
            id="nobody-knows-which-code-was-verified",
        ),
        pytest.param(
            [
                entry(Step.SHIFTED, "green", 5, "blue"),
                entry(Step.PASSED, "green", 5, "blue", code=None),
            ],
            Standing.SERVED,
            Standing.SERVED,
            id="what-is-known-of-its-code-holds",
        ),
        pytest.param(
            [
                entry(Step.SHIFTED, "green", 5, "blue"),
                entry(Step.ROLLED_BACK, "green", 5, "blue", code=None),
            ],
            Standing.REJECTED,
            Standing.SERVED,
            id="rolled-back-while-its-stack-could-not-be-read",
        ),
    ],
)
def test_standing_of(entries: list[Entry], green: Standing, blue: Standing) -> None:
    newest_first = entries[::-1]

    assert standing_of("green", "c1", newest_first) is green
    assert standing_of("blue", "c1", newest_first) is blue


def test_passed_percent_holds_until_the_next_shift() -> None:
    passed = [entry(Step.PASSED, "green", 25, "blue"), entry(Step.SHIFTED, "green", 25, "blue")]

    assert passed_percent("green", passed) == 25
    assert passed_percent("green", [entry(Step.SHIFTED, "green", 50, "blue"), *passed]) is None
    assert passed_percent("blue", passed) is None


def test_entries_come_back_newest_first_with_their_figures() -> None:
    with tables_in_moto():
        deployed = entry(Step.DEPLOYED, "green", 0)
        rolled_back = replace(
            entry(Step.ROLLED_BACK, "green", 25, "blue"),
            at=NOW + timedelta(seconds=1),
            reason="green fails. green: 4 of 300 requests failed",
            figures={"green": {"requests": 300, "failures": 4}, "blue": {"requests": 900}},
        )
        record(deployed)
        record(rolled_back)

        assert read_entries() == [rolled_back, deployed]


def test_only_the_last_entries_are_read() -> None:
    with tables_in_moto():
        for percent in range(5):
            at = NOW + timedelta(seconds=percent)
            record(replace(entry(Step.SHIFTED, "green", percent), at=at))

        assert [each.percent for each in read_entries(most=2)] == [4, 3]


def test_name_operator_tells_the_role_and_the_person() -> None:
    named = name_operator("arn:aws:sts::123456789012:assumed-role/deployer/session")

    assert named.startswith("assumed-role/deployer/session (")
    assert named.endswith(")")
