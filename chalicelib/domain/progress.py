"""The way of an inquiry in four steps, as its visitor may see it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.inquiries import InquiryStatus


class StepName(StrEnum):
    """The steps, in order."""

    RECEIVED = "received"
    PREPARATION = "preparation"
    REVIEW = "review"
    REPLY = "reply"


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    CURRENT = "current"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class Step:
    """A step; `at` is when it was done, as far as that is known."""

    name: StepName
    state: StepState
    at: datetime | None


def follow_progress(
    status: InquiryStatus,
    received_at: datetime,
    drafted_at: datetime | None,
    changed_at: datetime,
) -> list[Step]:
    """Give the four steps: those before the current one are done, those after it upcoming."""
    is_answered = status in (InquiryStatus.RESPONDED, InquiryStatus.CLOSED)
    done_at = {
        StepName.RECEIVED: received_at,
        StepName.PREPARATION: drafted_at,
        StepName.REPLY: changed_at if is_answered else None,
    }
    names = list(StepName)
    current = names.index(_current_step(status, is_drafted=drafted_at is not None))
    if is_answered:
        current = len(names)
    return [
        Step(
            name,
            _state(position, current),
            done_at.get(name) if position < current else None,
        )
        for position, name in enumerate(names)
    ]


def _current_step(status: InquiryStatus, *, is_drafted: bool) -> StepName:
    if status is InquiryStatus.PENDING and not is_drafted:
        return StepName.PREPARATION
    if status is InquiryStatus.REVIEWED:
        return StepName.REPLY
    return StepName.REVIEW if is_drafted else StepName.PREPARATION


def _state(position: int, current: int) -> StepState:
    if position == current:
        return StepState.CURRENT
    return StepState.DONE if position < current else StepState.UPCOMING
