"""Pay what inquiries are owed: lease, discharge, postpone, fail, and the sweep.

The rules are in domain/debts.py. Here they meet the table and the queues.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from uuid_utils.compat import uuid7

from chalicelib.config import get_settings
from chalicelib.domain import debts
from chalicelib.domain.debts import Debt, DebtName, DebtRules, DebtState
from chalicelib.errors import DomainError, InquiryNotFound
from chalicelib.gateways import get_gateways
from chalicelib.gateways.queues import Message
from chalicelib.logs import log
from chalicelib.models.inquiry import (
    OWED_PARTITIONS,
    HeadChange,
    InquiryHead,
    change_head,
    list_owed,
)
from chalicelib.models.table import Item
from chalicelib.tracing import current_trace

LEASE_MARGIN_SECONDS = 10
_SWEEP_PAGE = 100


class LeaseLost(DomainError):
    """Somebody else pays the debt by now; what this worker made is not stored."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to pay one debt. `head` is the inquiry as the worker found it."""

    id: str
    message: Message
    head: InquiryHead


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job made: new items, attributes of the head, and debts that need not wait any more.

    With `postponed_because` the work itself is not done yet and is tried again.
    """

    items: Sequence[Item] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    releases: Sequence[DebtName] = ()
    postponed_because: str | None = None


def get_debt_rules() -> DebtRules:
    """Give the times of this stage."""
    settings = get_settings()
    return DebtRules(
        sweep_grace_seconds=settings.sweep_grace_seconds,
        retry_longest_seconds=settings.retry_longest_seconds,
        park_after_failures=settings.park_after_failures,
    )


def send_debt(head: InquiryHead, name: str, *, attempt: int = 0, delay_seconds: int = 0) -> None:
    """Queue the message that has a worker pay a debt."""
    message = _make_message(head, name, attempt)
    get_gateways().queues.send(_queue_of(name), message, delay_seconds)


def send_debts_at_once(head: InquiryHead, names: Sequence[str]) -> None:
    """Queue the messages of several debts side by side, so that they take the time of one."""
    messages = [(_queue_of(name), _make_message(head, name, 0)) for name in names]
    get_gateways().queues.send_at_once(messages)


def take_debt(message: Message) -> Lease | None:
    """Lease the debt that a message is about, or give None when there is nothing to do.

    A duplicate finds the debt done or leased, a message that comes too early finds it postponed.
    A message that comes again after its worker died finds the lease over and takes it.
    """
    settings = get_settings()
    rules = get_debt_rules()
    lease_id = str(uuid7())
    timeout_seconds = (
        settings.reports_timeout_seconds
        if message.kind == DebtName.REPORT
        else settings.emails_timeout_seconds
    )

    def decide(head: InquiryHead) -> HeadChange | None:
        now = get_gateways().clock.now()
        if message.kind not in head.debts:
            return None
        if head.debts[message.kind].lease_id == lease_id:
            return HeadChange({})  # Our write had arrived, and its answer was lost.
        debt = debts.sweep(head.debts[message.kind], now, rules)
        if not debts.is_takeable(debt, now):
            return None
        lease_seconds = timeout_seconds + LEASE_MARGIN_SECONDS
        return HeadChange({message.kind: debts.take(debt, now, lease_id, lease_seconds)})

    try:
        taken = change_head(message.inquiry_id, decide)
    except InquiryNotFound:
        log.warning("inquiry is gone", extra={"inquiry_id": message.inquiry_id})
        return None
    return Lease(lease_id, message, taken[0]) if taken else None


def settle_debt(lease: Lease, outcome: Outcome) -> None:
    """Store what the job made and discharge the debt, or postpone it, in one write.

    Raises: LeaseLost.
    """
    rules, message = get_debt_rules(), lease.message

    def decide(head: InquiryHead) -> HeadChange:
        now = get_gateways().clock.now()
        debt = _leased(head, lease)
        if outcome.postponed_because is None:
            settled = debts.discharge(debt)
        else:
            settled = debts.postpone(debt, now, outcome.postponed_because, rules)
        changed = {message.kind: settled}
        for name in outcome.releases:
            if name in head.debts:
                changed[name] = debts.release(head.debts[name], now, rules)
        return HeadChange(changed, outcome.attributes, outcome.items)

    head, change = _changed(message, decide)
    settled = change.debts[message.kind]
    if settled.state is DebtState.DUE:
        delay_seconds = debts.retry_delay_seconds(settled.attempts, rules)
        send_debt(head, message.kind, attempt=settled.attempts, delay_seconds=delay_seconds)
    for name in outcome.releases:
        if head.debts[name].state is DebtState.WAITING:
            send_debt(head, name)


def fail_debt(lease: Lease, reason: str) -> None:
    """Note an unexpected failure of the job.

    Raises: LeaseLost.
    """
    rules, message = get_debt_rules(), lease.message

    def decide(head: InquiryHead) -> HeadChange:
        now = get_gateways().clock.now()
        return HeadChange({message.kind: debts.fail(_leased(head, lease), now, reason, rules)})

    _, change = _changed(message, decide)
    if change.debts[message.kind].state is DebtState.PARKED:
        log.error("debt is parked", extra={"inquiry_id": message.inquiry_id, "debt": message.kind})


def list_swept_inquiries() -> Iterator[str]:
    """Name the inquiries that the sweep has to look at now, the longest waiting of each partition.

    What doesn't fit into this sweep comes first in the next one.
    """
    now = get_gateways().clock.now()
    for partition in range(OWED_PARTITIONS):
        yield from list_owed(partition, now, _SWEEP_PAGE)


def sweep_inquiry(inquiry_id: str) -> int:
    """Queue again what an inquiry is owed and lies about, and count the messages.

    The index only names candidates: the inquiry is read again before anything is decided.
    """
    rules = get_debt_rules()

    def decide(head: InquiryHead) -> HeadChange | None:
        now = get_gateways().clock.now()
        swept = {name: debts.sweep(debt, now, rules) for name, debt in head.debts.items()}
        changed = {name: debt for name, debt in swept.items() if debt != head.debts[name]}
        return HeadChange(changed) if changed else None

    swept = change_head(inquiry_id, decide)
    if swept is None:
        return 0
    head, change = swept
    due = [name for name, debt in change.debts.items() if debt.state is DebtState.DUE]
    for name in due:
        send_debt(head, name, attempt=change.debts[name].attempts)
    extra = {"inquiry_id": inquiry_id, "states": {n: d.state for n, d in change.debts.items()}}
    log.info("swept", extra=extra)
    return len(due)


def _queue_of(name: str) -> str:
    settings = get_settings()
    return settings.reports_queue if name == DebtName.REPORT else settings.emails_queue


def _make_message(head: InquiryHead, name: str, attempt: int) -> Message:
    return Message(
        kind=name,
        id=str(uuid7()),
        inquiry_id=head.pk,
        trace=current_trace(),
        attempt=attempt,
        synthetic=bool(head.synthetic),
    )


def _leased(head: InquiryHead, lease: Lease) -> Debt:
    debt = head.debts[lease.message.kind]
    if debt.lease_id != lease.id:
        raise LeaseLost("The lease went to another worker.")
    return debt


def _changed(
    message: Message, decide: Callable[[InquiryHead], HeadChange]
) -> tuple[InquiryHead, HeadChange]:
    changed = change_head(message.inquiry_id, decide)
    if changed is None:
        raise LeaseLost("The inquiry is gone.")
    return changed
