"""Work that is owed: the state of a debt, and what each event makes of it.

    waiting ──(its time is over, or what it waits for is there)──> due
    due ─────(a worker takes the lease)──────────────────────────> leased
    leased ──(work done)─────────────────────────────────────────> done
           ──(expected failure: a dependency is away)────────────> due, later, doubling
           ──(unexpected failure, or the lease ran out)──────────> due, or parked after N of them
           ──(a spend cap is reached)────────────────────────────> capped until its reset, then due
    parked ──(redrive by a person)───────────────────────────────> due

An outage never parks a debt, however long it lasts; a fault of our own does. Each function takes
a debt and gives the next one, so the whole life of a debt can be read here and tested without AWS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

FIRST_RETRY_SECONDS = 10
_CLOCK_SKEW = timedelta(seconds=1)


class DebtName(StrEnum):
    """What can be owed. The name is the kind of the message too.

    Some can be owed for several subjects at once: then the name goes on with a colon and the
    subject, as in "document:3" for the files of the report's third version.
    """

    INDEX = "index"
    CUSTOMER_MAIL = "customer_mail"
    REPORT = "report"
    CONSULTANT_MAIL = "consultant_mail"
    DOCUMENT = "document"
    REPORT_LINK = "report_link"
    EXPORT = "export"
    ERASURE = "erasure"


def debt_kind(name: str) -> str:
    """Give what is owed, without its subject."""
    return name.partition(":")[0]


def is_known(name: str) -> bool:
    """Tell whether this release can pay a debt; one of a newer release it has to leave alone."""
    return debt_kind(name) in frozenset(DebtName)


def debt_subject(name: str) -> str:
    """Give what it is owed for; empty where there is no choice."""
    return name.partition(":")[2]


def debt_about(kind: DebtName, subject: object) -> str:
    """Name a debt for one of several subjects."""
    return f"{kind}:{subject}"


class DebtState(StrEnum):
    """Where a debt stands."""

    WAITING = "waiting"
    DUE = "due"
    LEASED = "leased"
    PARKED = "parked"
    CAPPED = "capped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt.

    `since` is when it came up. `next_attempt_at` is the earliest time of the next try, `sweep_at`
    the time from which the sweep looks after it; both are absent when nobody has to. A leased debt
    is swept when its lease ends. `attempts` counts expected failures, `failures` unexpected ones.
    `request` is the key of the activity in which somebody asked for the work, if somebody did.
    `unknown` is what a newer release stored with it, kept as it is.
    """

    state: DebtState
    next_attempt_at: datetime | None = None
    sweep_at: datetime | None = None
    attempts: int = 0
    failures: int = 0
    lease_id: str | None = None
    reason: str | None = None
    since: datetime | None = None
    request: str | None = None
    unknown: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_open(self) -> bool:
        """Tell whether something is still owed."""
        return self.state is not DebtState.DONE

    @property
    def is_due(self) -> bool:
        """Tell whether a worker can begin."""
        return self.state is DebtState.DUE


@dataclass(frozen=True, slots=True)
class DebtRules:
    """The times of the stage, in seconds, and the number of failures that parks a debt."""

    sweep_grace_seconds: int
    retry_longest_seconds: int
    park_after_failures: int


def due_debt(now: datetime, rules: DebtRules, request: str | None = None) -> Debt:
    """Make a debt whose message is sent at once."""
    return Debt(DebtState.DUE, now, _grace(now, rules), since=now, request=request)


def waiting_debt(now: datetime, until: datetime) -> Debt:
    """Make a debt that waits for another's result, until a time at most."""
    return Debt(DebtState.WAITING, until, until, since=now)


def redrive(debt: Debt, now: datetime, rules: DebtRules) -> Debt:
    """Have work that is parked or postponed tried at once; its failures are forgiven."""
    if debt.state not in (DebtState.PARKED, DebtState.DUE, DebtState.CAPPED):
        return debt
    return replace(
        debt,
        state=DebtState.DUE,
        next_attempt_at=now,
        sweep_at=_grace(now, rules),
        failures=0,
        reason=None,
    )


def is_takeable(debt: Debt, now: datetime) -> bool:
    """Tell whether a worker may take the lease. A message that comes too early is dropped."""
    return (
        debt.state is DebtState.DUE
        and debt.next_attempt_at is not None
        and debt.next_attempt_at <= now + _CLOCK_SKEW
    )


def take(debt: Debt, now: datetime, lease_id: str, lease_seconds: int) -> Debt:
    """Lease the debt to a worker."""
    return replace(
        debt,
        state=DebtState.LEASED,
        lease_id=lease_id,
        next_attempt_at=None,
        sweep_at=now + timedelta(seconds=lease_seconds),
    )


def discharge(debt: Debt) -> Debt:
    """Mark the work as done. It can't be owed again."""
    return replace(
        debt,
        state=DebtState.DONE,
        lease_id=None,
        next_attempt_at=None,
        sweep_at=None,
        reason=None,
    )


def retry_delay_seconds(attempts: int, rules: DebtRules) -> int:
    """Give the pause after the given number of expected failures, from 1: 10 s, 20 s, and so on."""
    return min(FIRST_RETRY_SECONDS << min(attempts - 1, 10), rules.retry_longest_seconds)


def postpone(debt: Debt, now: datetime, reason: str, rules: DebtRules) -> Debt:
    """Try again later, since something that the work depends on is away."""
    attempts = debt.attempts + 1
    again = now + timedelta(seconds=retry_delay_seconds(attempts, rules))
    return replace(
        debt,
        state=DebtState.DUE,
        lease_id=None,
        attempts=attempts,
        next_attempt_at=again,
        sweep_at=_grace(again, rules),
        reason=reason,
    )


def fail(debt: Debt, now: datetime, reason: str, rules: DebtRules) -> Debt:
    """Note an unexpected failure; park the debt when there were too many."""
    failed = replace(debt, lease_id=None, failures=debt.failures + 1, reason=reason)
    if failed.failures >= rules.park_after_failures:
        return replace(failed, state=DebtState.PARKED, next_attempt_at=None, sweep_at=None)
    return replace(failed, state=DebtState.DUE, next_attempt_at=now, sweep_at=_grace(now, rules))


def release(debt: Debt, now: datetime, rules: DebtRules) -> Debt:
    """End the waiting: what the debt waited for is there, or nobody waits any longer."""
    if debt.state is not DebtState.WAITING:
        return debt
    return replace(debt, state=DebtState.DUE, next_attempt_at=now, sweep_at=_grace(now, rules))


def sweep(debt: Debt, now: datetime, rules: DebtRules) -> Debt:
    """Give what the sweep makes of the debt; due means that it wants a new message.

    A lost message, a crash between write and send, a purged queue and a dead worker all end here.
    """
    if debt.sweep_at is None or debt.sweep_at > now:
        return debt
    match debt.state:
        case DebtState.WAITING:
            return release(debt, now, rules)
        case DebtState.LEASED:
            return fail(debt, now, "The worker stopped before it was done", rules)
        case DebtState.DUE | DebtState.CAPPED:
            return replace(
                debt, state=DebtState.DUE, next_attempt_at=now, sweep_at=_grace(now, rules)
            )
        case _:
            return debt


def _grace(moment: datetime, rules: DebtRules) -> datetime:
    return moment + timedelta(seconds=rules.sweep_grace_seconds)
