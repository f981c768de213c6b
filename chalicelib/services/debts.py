"""Pay what inquiries are owed: lease, discharge, postpone, fail, and the sweep.

The rules are in domain/debts.py. Here they meet the table and the queues.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from uuid_utils.compat import uuid7

from chalicelib.config import get_settings
from chalicelib.domain import debts
from chalicelib.domain.debts import (
    Debt,
    DebtName,
    DebtRules,
    DebtState,
    debt_kind,
    debt_subject,
    due_debt,
)
from chalicelib.errors import DomainError, InquiryNotFound
from chalicelib.gateways import get_gateways
from chalicelib.gateways.queues import Message
from chalicelib.logs import log
from chalicelib.models.head_changes import (
    OWED_PARTITIONS,
    CountMoves,
    HeadChange,
    change_head,
    list_owed,
)
from chalicelib.models.inquiry import InquiryHead
from chalicelib.models.table import Item
from chalicelib.tracing import current_trace

LEASE_MARGIN_SECONDS = 10
_SWEEP_PAGE = 100
_OF_THE_REPORT_WORKER = (DebtName.REPORT, DebtName.DOCUMENT, DebtName.EXPORT, DebtName.ERASURE)


class LeaseLost(DomainError):
    """Somebody else pays the debt by now; what this worker made is not stored."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of one worker to pay one debt. `head` is the inquiry as the worker found it."""

    id: str
    message: Message
    head: InquiryHead

    @property
    def debt(self) -> Debt:
        """Give the debt as the worker found it."""
        return self.head.debts[self.message.kind]

    @property
    def subject(self) -> str:
        """Give what the work is for, where there is a choice."""
        return debt_subject(self.message.kind)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job made: items, attributes of the head, counts that move, and debts of others.

    `releases` names debts that need not wait any more, `owes` new ones. With `postponed_because`
    the work itself is not done yet and is tried again.
    """

    items: Sequence[Item] = ()
    removed: Sequence[Item] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    counts: CountMoves = field(default_factory=dict)
    releases: Sequence[str] = ()
    owes: Sequence[str] = ()
    postponed_because: str | None = None


Made = Outcome | Callable[[InquiryHead], Outcome]
"""What a job made, or how to make it of the head as it is when it is stored: a report's version has
the number after the newest one, which another may have written in the meantime."""


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


def send_or_leave_to_sweep(head: InquiryHead, names: Sequence[str]) -> None:
    """Queue messages of what was just stored; one that gets lost is sent again by the sweep."""
    try:
        send_debts_at_once(head, names)
    except Exception:  # noqa: BLE001  # it is stored: whatever the queue says, the sweep pays
        log.exception("message not sent", extra={"inquiry_id": head.pk})


def send_debts_at_once(head: InquiryHead, names: Sequence[str]) -> None:
    """Queue the messages of several debts, those for one queue in one request, side by side."""
    messages = [(_queue_of(name), _make_message(head, name, 0)) for name in names]
    get_gateways().queues.send_at_once(messages)


def take_debt(message: Message) -> Lease | None:
    """Lease the debt that a message is about, or give None when there is nothing to do.

    A duplicate finds the debt done or leased, a message that comes too early finds it postponed.
    A message that comes again after its worker died finds the lease over and takes it.
    """
    rules = get_debt_rules()
    lease_id = str(uuid7())
    lease_seconds = _lease_seconds(debt_kind(message.kind))

    def decide(head: InquiryHead) -> HeadChange | None:
        now = get_gateways().clock.now()
        if message.kind not in head.debts:
            return None
        if head.debts[message.kind].lease_id == lease_id:
            return HeadChange({})  # Our write had arrived, and its answer was lost.
        debt = debts.sweep(head.debts[message.kind], now, rules)
        if not debts.is_takeable(debt, now):
            return None
        return HeadChange({message.kind: debts.take(debt, now, lease_id, lease_seconds)})

    try:
        taken = change_head(message.inquiry_id, decide)
    except InquiryNotFound:
        log.warning("inquiry is gone", extra={"inquiry_id": message.inquiry_id})
        return None
    return Lease(lease_id, message, taken[0]) if taken else None


def longest_lease_seconds() -> int:
    """Give after how many seconds every lease of today is over, and its worker gone."""
    return max(_lease_seconds(name) for name in DebtName)


def settle_debt(lease: Lease, made: Made) -> Outcome:
    """Store what the job made and discharge the debt, or postpone it, in one write.

    Raises: LeaseLost.
    """
    rules, message = get_debt_rules(), lease.message
    outcomes: list[Outcome] = []

    def decide(head: InquiryHead) -> HeadChange:
        now = get_gateways().clock.now()
        debt = _leased(head, lease)
        outcome = made(head) if callable(made) else made
        outcomes.append(outcome)
        changed: dict[str, Debt | None] = {message.kind: _settled(debt, outcome, message, rules)}
        for name in outcome.releases:
            if name in head.debts:
                changed[name] = debts.release(head.debts[name], now, rules)
        for name in outcome.owes:
            changed[name] = due_debt(now, rules)
        return HeadChange(
            debts=changed,
            attributes=outcome.attributes,
            items=outcome.items,
            removed=outcome.removed,
            counts=outcome.counts,
        )

    head, change = _changed(message, decide)
    _send_after(head, change, message, outcomes[-1])
    return outcomes[-1]


def fail_debt(lease: Lease, reason: str) -> None:
    """Note an unexpected failure of the job.

    Raises: LeaseLost.
    """
    rules, message = get_debt_rules(), lease.message

    def decide(head: InquiryHead) -> HeadChange:
        now = get_gateways().clock.now()
        return HeadChange({message.kind: debts.fail(_leased(head, lease), now, reason, rules)})

    _, change = _changed(message, decide)
    failed = change.debts[message.kind]
    if failed is not None and failed.state is DebtState.PARKED:
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

    The index only names candidates: the inquiry is read again before anything is decided. What only
    a newer release can pay is left to the sweep of that release.
    """
    rules = get_debt_rules()

    swept: dict[str, Debt] = {}

    def decide(head: InquiryHead) -> HeadChange | None:
        now = get_gateways().clock.now()
        swept.clear()
        for name, debt in head.debts.items():
            after = debts.sweep(debt, now, rules)
            if after != debt and debts.is_known(name):
                swept[name] = after
        return HeadChange(dict(swept)) if swept else None

    changed = change_head(inquiry_id, decide)
    if changed is None:
        return 0
    due = [name for name, debt in swept.items() if debt.state is DebtState.DUE]
    for name in due:
        send_debt(changed[0], name, attempt=swept[name].attempts)
    extra = {"inquiry_id": inquiry_id, "states": {n: d.state for n, d in swept.items()}}
    log.info("swept", extra=extra)
    return len(due)


def _send_after(head: InquiryHead, change: HeadChange, message: Message, outcome: Outcome) -> None:
    """Queue what a settled debt makes due: itself if it was postponed, and others."""
    settled = change.debts[message.kind]
    if settled is not None and settled.is_due:
        delay_seconds = debts.retry_delay_seconds(settled.attempts, get_debt_rules())
        send_debt(head, message.kind, attempt=settled.attempts, delay_seconds=delay_seconds)
    for name in outcome.releases:
        if name in head.debts and head.debts[name].state is DebtState.WAITING:
            send_debt(head, name)
    for name in outcome.owes:
        send_debt(head, name)


def _settled(debt: Debt, outcome: Outcome, message: Message, rules: DebtRules) -> Debt | None:
    """Give the debt after the work; one about a subject is forgotten once it is done."""
    if outcome.postponed_because is not None:
        now = get_gateways().clock.now()
        return debts.postpone(debt, now, outcome.postponed_because, rules)
    return None if debt_subject(message.kind) else debts.discharge(debt)


def _lease_seconds(kind: str) -> int:
    settings = get_settings()
    is_of_reports = kind in _OF_THE_REPORT_WORKER
    worker_seconds = (
        settings.reports_timeout_seconds if is_of_reports else settings.emails_timeout_seconds
    )
    return worker_seconds + LEASE_MARGIN_SECONDS


def _queue_of(name: str) -> str:
    settings = get_settings()
    is_of_reports = debt_kind(name) in _OF_THE_REPORT_WORKER
    return settings.reports_queue if is_of_reports else settings.emails_queue


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
    debt = head.debts.get(lease.message.kind)
    if debt is None or debt.lease_id != lease.id:
        raise LeaseLost("The lease went to another worker.")
    return debt


def _changed(
    message: Message, decide: Callable[[InquiryHead], HeadChange]
) -> tuple[InquiryHead, HeadChange]:
    changed = change_head(message.inquiry_id, decide)
    if changed is None:
        raise LeaseLost("The inquiry is gone.")
    return changed
