"""The visitor's timeline: what is done, what is going on, what comes."""

from datetime import timedelta
from itertools import product

import pytest

from chalicelib.domain.inquiries import InquiryStatus
from chalicelib.domain.progress import StepName, StepState, follow_progress
from tests.fakes import START

DRAFTED = START + timedelta(seconds=20)
CHANGED = START + timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "drafted_at", "states"),
    [
        pytest.param("pending", None, "done current upcoming upcoming", id="just received"),
        pytest.param("pending", DRAFTED, "done done current upcoming", id="drafted"),
        pytest.param("processing", None, "done current upcoming upcoming", id="at work, no draft"),
        pytest.param("processing", DRAFTED, "done done current upcoming", id="at work"),
        pytest.param("reviewed", DRAFTED, "done done done current", id="reviewed"),
        pytest.param("reviewed", None, "done done done current", id="reviewed without a draft"),
        pytest.param("responded", DRAFTED, "done done done done", id="answered"),
        pytest.param("responded", None, "done done done done", id="answered without a draft"),
        pytest.param("closed", DRAFTED, "done done done done", id="closed"),
    ],
)
def test_follow_progress_states_in_order(status: str, drafted_at: object, states: str) -> None:
    steps = follow_progress(InquiryStatus(status), START, drafted_at, CHANGED)

    assert [step.name for step in steps] == list(StepName)
    assert " ".join(step.state for step in steps) == states


def test_follow_progress_tells_when_what_is_done_was_done() -> None:
    steps = follow_progress(InquiryStatus.RESPONDED, START, DRAFTED, CHANGED)

    assert [step.at for step in steps] == [START, DRAFTED, None, CHANGED]


@pytest.mark.parametrize(
    ("status", "drafted_at"), list(product(InquiryStatus, [None, DRAFTED])), ids=str
)
def test_follow_progress_never_dates_what_is_not_done(
    status: InquiryStatus, drafted_at: object
) -> None:
    steps = follow_progress(status, START, drafted_at, CHANGED)

    assert [step for step in steps if step.at and step.state is not StepState.DONE] == []
    assert [step.state for step in steps].count(StepState.CURRENT) <= 1
    assert steps[0].at == START
