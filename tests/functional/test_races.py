"""Jobs that meet on one inquiry: nobody's change is lost, and a lease has one holder."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib import aws
from chalicelib.domain.debts import DebtName, DebtState
from chalicelib.domain.inquiries import ReportState
from chalicelib.errors import Unavailable
from chalicelib.gateways.ai import Answer, Prompt
from chalicelib.gateways.queues import Message
from chalicelib.models.head_changes import HeadChange, change_head
from chalicelib.models.inquiry import (
    OUTLINE,
    InquiryHead,
    InquiryOutline,
    get_head,
    get_whole,
)
from chalicelib.services.debts import Lease, LeaseLost, Outcome, fail_debt, settle_debt, take_debt
from tests.fakes import START
from tests.functional.conftest import Platform


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


@pytest.fixture
def inquiry_id(platform: Platform) -> str:
    return str(platform.submit()["id"])


def message_of(platform: Platform, kind: str) -> Message:
    (message,) = [message for message in platform.gateways.queues.sent if message.kind == kind]
    return message


def outline_of(inquiry_id: str) -> InquiryOutline:
    return InquiryOutline(inquiry_id, OUTLINE, markdown="# Outline", created_at=START)


@pytest.mark.parametrize("has_items", [False, True], ids=["update", "transaction"])
def test_change_head_lost_race_is_decided_again_on_what_is_there_now(
    inquiry_id: str, no_pauses: list[float], has_items: bool
) -> None:
    seen: list[str] = []

    def decide_first(head: InquiryHead) -> HeadChange:
        return HeadChange({}, {"report_state": ReportState.OUTLINE})

    def decide(head: InquiryHead) -> HeadChange:
        seen.append(str(head.report_state))
        if len(seen) == 1:
            change_head(inquiry_id, decide_first)
        items = [outline_of(inquiry_id)] if has_items else []
        return HeadChange({}, {"confirmation_status": "sent"}, items)

    change_head(inquiry_id, decide)

    whole = get_whole(inquiry_id)
    assert seen == ["working", "outline"]
    assert (whole.head.report_state, whole.head.confirmation_status) == ("outline", "sent")
    assert (whole.outline is not None) is has_items
    assert int(whole.head.revision) == 3
    assert int(whole.head.version) == 1, "people's version is theirs"
    assert len(no_pauses) == 1


def test_change_head_race_lost_too_often_is_given_up(
    inquiry_id: str, no_pauses: list[float]
) -> None:
    def decide(head: InquiryHead) -> HeadChange:
        head.update(actions=[InquiryHead.revision.add(1)])
        head.revision = int(head.revision) - 1
        return HeadChange({}, {"report_state": ReportState.DRAFT})

    with pytest.raises(Unavailable, match="too many at once"):
        change_head(inquiry_id, decide)

    assert get_head(inquiry_id).report_state == "working"
    assert len(no_pauses) > 5
    assert sum(no_pauses) < 10, "a worker has to end within its time"


def test_change_head_nothing_to_change_writes_nothing(inquiry_id: str) -> None:
    before = get_head(inquiry_id).revision

    assert change_head(inquiry_id, lambda _: None) is None
    assert get_head(inquiry_id).revision == before


@pytest.mark.parametrize(
    "settle",
    [
        lambda lease: settle_debt(lease, Outcome(items=[outline_of(lease.head.pk)])),
        lambda lease: settle_debt(lease, Outcome(postponed_because="AI timed out")),
        lambda lease: fail_debt(lease, "A fault"),
    ],
    ids=["done", "postponed", "failed"],
)
def test_settle_debt_lease_lost_stores_nothing(
    platform: Platform, inquiry_id: str, settle: Callable[[Lease], None]
) -> None:
    slow = take_debt(message_of(platform, "report"))
    assert slow is not None
    platform.gateways.clock.advance(3600)
    platform.sweep()
    again = platform.gateways.queues.sent[-2]
    assert again.kind == "report"
    quick = take_debt(again)
    assert quick is not None
    before = get_head(inquiry_id).debts

    with pytest.raises(LeaseLost):
        settle(slow)

    assert get_head(inquiry_id).debts == before
    assert get_whole(inquiry_id).outline is None
    assert before[DebtName.REPORT].lease_id == quick.id


def test_take_debt_twice_at_once_has_one_winner(platform: Platform, inquiry_id: str) -> None:
    first = message_of(platform, "customer_mail")
    second = Message(kind="customer_mail", id="another", inquiry_id=inquiry_id)

    lease, *others = [take_debt(first), take_debt(second), take_debt(first)]

    assert others == [None, None]
    assert lease is not None
    debt = get_head(inquiry_id).debts[DebtName.CUSTOMER_MAIL]
    assert (debt.state, debt.lease_id) == (DebtState.LEASED, lease.id)


def test_take_debt_answer_to_our_own_write_lost_is_still_ours(
    platform: Platform, inquiry_id: str
) -> None:
    def lose_the_answer(service: str, operation: str, _: dict[str, Any]) -> None:
        # What botocore's retry gets: the first write counts, and the second finds it there.
        if operation == "UpdateItem" and not repeated:
            repeated.append(operation)
            raise ClientError({"Error": {"Code": "ConditionalCheckFailedException"}}, operation)

    repeated: list[str] = []
    with aws.observe(lose_the_answer):
        lease = take_debt(message_of(platform, "report"))

    assert repeated == ["UpdateItem"]
    assert lease is not None
    assert get_head(inquiry_id).debts[DebtName.REPORT].lease_id == lease.id


def test_take_debt_of_a_debt_that_nobody_owes_is_dropped(inquiry_id: str) -> None:
    assert take_debt(Message(kind="document:1", id="1", inquiry_id=inquiry_id)) is None


def test_settle_message_slow_worker_loses_its_lease_and_leaves_nothing(
    platform: Platform, inquiry_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = platform.gateways.ai.draft

    def draft_slowly(prompt: Prompt) -> Answer:
        monkeypatch.setattr(platform.gateways.ai, "draft", draft)
        platform.gateways.clock.advance(3600)
        platform.sweep()
        platform.work()
        return replace(draft(prompt), text="## Too late")

    monkeypatch.setattr(platform.gateways.ai, "draft", draft_slowly)
    platform.work()

    whole = get_whole(inquiry_id)
    assert platform.faults == []
    assert {debt.state for debt in whole.head.debts.values()} == {DebtState.DONE}
    assert len(whole.reports) == 1
    text = platform.gateways.documents.get(whole.reports[0].body_key)
    assert "Too late" not in text
    assert platform.gateways.mailer.kinds() == ["consultant_notification", "customer_confirmation"]
