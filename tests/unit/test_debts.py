"""The life of a debt: each step by table, and any sequence of them by a machine that tries."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from chalicelib.domain import debts
from chalicelib.domain.debts import Debt, DebtName, DebtRules, DebtState
from tests.fakes import START

RULES = DebtRules(sweep_grace_seconds=300, retry_longest_seconds=900, park_after_failures=3)
BAD_WORLD_RULES = replace(RULES, park_after_failures=2)
LEASE_SECONDS = 130
WORKER_SECONDS = 120
DRAFT_WAIT_SECONDS = 900


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


DUE = debts.due_debt(START, RULES)
WAITING = debts.waiting_debt(START, after(DRAFT_WAIT_SECONDS))
LEASED = debts.take(DUE, START, "lease-1", LEASE_SECONDS)
PARKED = Debt(DebtState.PARKED, failures=3)
CAPPED = Debt(DebtState.CAPPED, after(3600), after(3600))
DONE = debts.discharge(LEASED)
POSTPONED = debts.postpone(LEASED, START, "AI is throttled", RULES)


@pytest.mark.parametrize(
    ("debt", "seconds", "is_takeable"),
    [
        pytest.param(DUE, 0, True, id="due"),
        pytest.param(DUE, 86400, True, id="due since yesterday"),
        pytest.param(POSTPONED, 8, False, id="too early"),
        pytest.param(POSTPONED, 9, True, id="clocks differ by a second"),
        pytest.param(WAITING, 0, False, id="waiting"),
        pytest.param(WAITING, 86400, False, id="waiting, sweep releases it"),
        pytest.param(LEASED, 0, False, id="leased"),
        pytest.param(LEASED, 86400, False, id="lease over, sweep settles it"),
        pytest.param(PARKED, 86400, False, id="parked"),
        pytest.param(CAPPED, 86400, False, id="capped"),
        pytest.param(DONE, 86400, False, id="done"),
    ],
)
def test_is_takeable_only_due_and_in_time(debt: Debt, seconds: int, is_takeable: bool) -> None:
    assert debts.is_takeable(debt, after(seconds)) is is_takeable


@pytest.mark.parametrize(
    ("longest", "delays"),
    [
        (900, [10, 20, 40, 80, 160, 320, 640, 900, 900]),
        (20, [10, 20, 20, 20]),
        (10, [10, 10]),
    ],
)
def test_retry_delay_doubles_up_to_the_longest(longest: int, delays: list[int]) -> None:
    rules = replace(RULES, retry_longest_seconds=longest)

    found = [debts.retry_delay_seconds(attempts, rules) for attempts in range(1, len(delays) + 1)]

    assert found == delays
    assert debts.retry_delay_seconds(10_000, rules) == longest


def test_postpone_counts_the_attempt_and_never_parks() -> None:
    debt = LEASED
    for _ in range(50):
        debt = debts.postpone(debt, START, "AI timed out", RULES)

    assert (debt.state, debt.attempts, debt.failures) == (DebtState.DUE, 50, 0)
    assert (debt.next_attempt_at, debt.sweep_at) == (after(900), after(1200))
    assert (debt.lease_id, debt.reason) == (None, "AI timed out")


def test_fail_tries_at_once_again_until_it_parks() -> None:
    once = debts.fail(LEASED, START, "ValueError", RULES)
    twice = debts.fail(once, START, "ValueError", RULES)
    thrice = debts.fail(twice, START, "KeyError", RULES)

    assert [debt.state for debt in (once, twice, thrice)] == ["due", "due", "parked"]
    assert [debt.failures for debt in (once, twice, thrice)] == [1, 2, 3]
    assert once.next_attempt_at == START
    assert thrice == Debt(DebtState.PARKED, failures=3, reason="KeyError", since=START)


def test_discharge_keeps_the_counts_and_nothing_to_look_after() -> None:
    failed = debts.fail(POSTPONED, START, "ValueError", RULES)

    done = debts.discharge(debts.take(failed, START, "lease-2", LEASE_SECONDS))

    assert done == Debt(DebtState.DONE, attempts=1, failures=1, since=START)
    assert not done.is_open


@pytest.mark.parametrize("debt", [DUE, LEASED, PARKED, CAPPED, DONE], ids=lambda debt: debt.state)
def test_release_leaves_alone_what_does_not_wait(debt: Debt) -> None:
    assert debts.release(debt, after(10), RULES) is debt


def test_release_makes_waiting_due() -> None:
    released = debts.release(WAITING, after(10), RULES)

    assert released == Debt(DebtState.DUE, after(10), after(310), since=START)


@pytest.mark.parametrize(
    ("debt", "due_from"),
    [
        pytest.param(DUE, 300, id="message lost"),
        pytest.param(POSTPONED, 310, id="delayed message lost"),
        pytest.param(WAITING, 900, id="waited long enough"),
        pytest.param(LEASED, 130, id="worker dead"),
        pytest.param(CAPPED, 3600, id="cap reset"),
    ],
)
def test_sweep_makes_due_from_its_time_on(debt: Debt, due_from: int) -> None:
    early = debts.sweep(debt, after(due_from - 1), RULES)
    swept = debts.sweep(debt, after(due_from), RULES)

    assert early is debt
    assert (swept.state, swept.next_attempt_at) == (DebtState.DUE, after(due_from))
    assert swept.sweep_at == after(due_from + 300)
    assert swept.lease_id is None


def test_sweep_counts_a_dead_worker_as_failure_and_parks_after_too_many() -> None:
    debt = LEASED
    for number in range(3):
        debt = debts.sweep(replace(debt, state=DebtState.LEASED, sweep_at=START), START, RULES)
        assert debt.failures == number + 1

    assert debt.state is DebtState.PARKED
    assert debt.reason == "The worker stopped before it was done"


@pytest.mark.parametrize(
    "debt", [PARKED, DONE, replace(PARKED, sweep_at=START)], ids=["parked", "done", "odd"]
)
def test_sweep_never_touches_parked_or_done(debt: Debt) -> None:
    assert debts.sweep(debt, after(10**8), RULES) is debt


@dataclass(frozen=True)
class Letter:
    """A message in a queue."""

    id: str
    debt: DebtName


@dataclass
class Worker:
    """A worker that holds a lease; its time-out ends it ten seconds before the lease."""

    debt: DebtName
    lease_id: str
    until: datetime


class OwedWork(RuleBasedStateMachine):
    """One inquiry in a bad world: messages get lost, doubled and late, workers die, AI is away.

    Time, queue and workers are the machine's. What becomes of the debts is the domain's alone.
    """

    letters = Bundle("letters")

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.ids = count()
        self.debts: dict[DebtName, Debt] = {}
        self.workers: list[Worker] = []
        self.done: list[DebtName] = []
        self.harm = dict.fromkeys(DebtName, 0)
        self.is_away = False
        self.is_broken = False

    @initialize(target=letters)
    def submit(self) -> object:
        self.debts = {
            DebtName.CUSTOMER_MAIL: debts.due_debt(self.now, BAD_WORLD_RULES),
            DebtName.REPORT: debts.due_debt(self.now, BAD_WORLD_RULES),
            DebtName.CONSULTANT_MAIL: debts.waiting_debt(START, after(DRAFT_WAIT_SECONDS)),
        }
        return self.send([DebtName.CUSTOMER_MAIL, DebtName.REPORT])

    def send(self, names: list[DebtName]) -> object:
        return multiple(*(Letter(f"message-{next(self.ids)}", name) for name in names))

    @rule(seconds=st.sampled_from([0, 1, 9, 10, 60, 119, 130, 300, 900, 4000]))
    def pass_time(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        for worker in [worker for worker in self.workers if worker.until < self.now]:
            self.kill(worker)

    @rule(letter=letters)
    def deliver_and_keep(self, letter: Letter) -> None:
        """Deliver a message that stays in the queue: SQS may deliver more than once."""
        self.deliver(letter)

    @rule(letter=consumes(letters))
    def deliver_once(self, letter: Letter) -> None:
        self.deliver(letter)

    @rule(letter=letters)
    def deliver_again_while_the_worker_may_live(self, letter: Letter) -> None:
        self.deliver(letter)
        self.pass_time(WORKER_SECONDS)
        self.deliver(letter)

    def deliver(self, letter: Letter) -> None:
        debt = debts.sweep(self.debts[letter.debt], self.now, BAD_WORLD_RULES)
        if debts.is_takeable(debt, self.now):
            lease_id = f"lease-{next(self.ids)}"
            self.debts[letter.debt] = debts.take(debt, self.now, lease_id, LEASE_SECONDS)
            until = self.now + timedelta(seconds=WORKER_SECONDS)
            self.workers.append(Worker(letter.debt, lease_id, until))

    @rule(letter=consumes(letters))
    def lose(self, letter: Letter) -> None:
        """Lose a message: a purge, or a crash between the write and the send."""

    @rule(target=letters, is_sent=st.booleans())
    @precondition(lambda self: self.workers)
    def finish(self, is_sent: bool) -> object:
        sent = self.settle(self.workers.pop(0))
        return self.send(sent if is_sent else [])

    def settle(self, worker: Worker) -> list[DebtName]:
        """Do what services/debts.py does at the end of a job, and name the messages to send."""
        name = worker.debt
        debt = self.debts[name]
        assert debt.lease_id == worker.lease_id, "a living worker holds its lease"
        if self.is_broken:
            self.harm[name] += 1
            self.debts[name] = debts.fail(debt, self.now, "fault", BAD_WORLD_RULES)
            return []
        if self.is_away:
            self.debts[name] = debts.postpone(debt, self.now, "away", BAD_WORLD_RULES)
            return [name]
        self.debts[name] = debts.discharge(debt)
        self.done.append(name)
        if name is not DebtName.REPORT:
            return []
        waiting = self.debts[DebtName.CONSULTANT_MAIL]
        self.debts[DebtName.CONSULTANT_MAIL] = debts.release(waiting, self.now, BAD_WORLD_RULES)
        return [DebtName.CONSULTANT_MAIL] if waiting.state is DebtState.WAITING else []

    @rule(letter=consumes(letters))
    def deliver_to_a_doomed_worker(self, letter: Letter) -> None:
        workers = len(self.workers)
        self.deliver(letter)
        if len(self.workers) > workers:
            self.crash()

    @rule()
    @precondition(lambda self: self.workers)
    def crash(self) -> None:
        self.kill(self.workers[-1])

    def kill(self, worker: Worker) -> None:
        self.workers.remove(worker)
        self.harm[worker.debt] += 1

    @rule(target=letters, is_sent=st.booleans())
    def sweep(self, is_sent: bool) -> object:
        swept = self.swept()
        return self.send(swept if is_sent else [])

    def swept(self) -> list[DebtName]:
        before = self.debts
        self.debts = {
            name: debts.sweep(debt, self.now, BAD_WORLD_RULES) for name, debt in self.debts.items()
        }
        changed = [name for name in self.debts if self.debts[name] != before[name]]
        return [name for name in changed if self.debts[name].state is DebtState.DUE]

    @rule(is_away=st.booleans(), is_broken=st.booleans())
    def change_the_world(self, is_away: bool, is_broken: bool) -> None:
        self.is_away, self.is_broken = is_away, is_broken

    @invariant()
    def somebody_looks_after_all_that_is_open(self) -> None:
        for name, debt in self.debts.items():
            is_kept = debt.sweep_at is not None or debt.state is DebtState.PARKED
            assert is_kept or not debt.is_open, f"{name} is lost"

    @invariant()
    def no_two_workers_pay_the_same_debt(self) -> None:
        paid = [worker.debt for worker in self.workers]
        assert len(paid) == len(set(paid))
        for worker in self.workers:
            assert self.debts[worker.debt].state is DebtState.LEASED

    @invariant()
    def nothing_is_done_twice(self) -> None:
        assert len(self.done) == len(set(self.done))
        assert set(self.done) == {name for name, debt in self.debts.items() if not debt.is_open}

    @invariant()
    def only_harm_parks(self) -> None:
        for name, debt in self.debts.items():
            assert debt.failures <= self.harm[name], "an outage counted as a failure"
            is_parked = debt.state is DebtState.PARKED
            assert is_parked == (debt.failures >= BAD_WORLD_RULES.park_after_failures)

    def teardown(self) -> None:
        """Let the world be well again, without a single message: some sweeps settle everything."""
        self.is_away = self.is_broken = False
        for worker in list(self.workers):
            self.kill(worker)
        longest = (
            max(DRAFT_WAIT_SECONDS, BAD_WORLD_RULES.retry_longest_seconds)
            + BAD_WORLD_RULES.sweep_grace_seconds
        )
        for _ in range(3):
            self.now += timedelta(seconds=longest)
            sent = self.swept()
            while sent:
                self.deliver(Letter(f"message-{next(self.ids)}", sent.pop()))
                sent += self.settle(self.workers.pop())
        left = {debt.state for debt in self.debts.values()}
        assert left <= {DebtState.DONE, DebtState.PARKED}, left


OwedWork.TestCase.settings = hypothesis_settings(
    max_examples=150, stateful_step_count=50, deadline=None, derandomize=True, database=None
)
test_owed_work_in_a_bad_world_ends_done_or_parked = OwedWork.TestCase
