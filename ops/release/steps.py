"""Do what a plan says, one action after the other, and note it in the ledger.

Nothing is remembered between actions but what routing, stacks and ledger tell, so a command may end
after any of them (Ctrl-C, a lost connection) and the next one continues.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol

from pynamodb.exceptions import PynamoDBException

from ops.release.gate import Figures, Outcome, Verdict
from ops.release.history import Step
from ops.release.plan import (
    Action,
    Deploy,
    Drain,
    Note,
    Switch,
    Verify,
    Watch,
    Weigh,
    plan_rollback,
)
from ops.release.state import ReleaseError, ReleaseState
from ops.release.watch import UNREACHABLE, Source, WatchOptions, watch

Tell = Callable[[str], None]


class GateFailed(ReleaseError):
    """The gate did not let the new colour pass."""


class MovedMeanwhile(ReleaseError):
    """Somebody else moved the viewers since the plan was made."""


class VerificationFailed(ReleaseError):
    """The new colour does not do what the contract says."""


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """How patient a command is."""

    watch: WatchOptions = field(default_factory=WatchOptions)
    drain_seconds: float = 1_200.0
    """How long a retiring colour may take over its queues. Work that is tried again later waits up
    to 15 minutes in them (retry_longest_seconds)."""
    rejected_drain_seconds: float = 60.0
    """The same for a colour that was rolled back, whose workers may be dead."""
    quiet_seconds: float = 60.0
    """How long queues must look empty. SQS counts are right a minute after the last message.
    Source: docs.aws.amazon.com, Amazon SQS API Reference, GetQueueAttributes, 2026-11."""
    pause_seconds: float = 2.0
    """Between two looks at the queues."""


class Estate(Protocol):
    """Routing, stacks, queues and ledger of an environment (estate.py)."""

    def read(self) -> ReleaseState:
        """Give how things stand."""

    def read_weights(self) -> Mapping[str, int]:
        """Give the weights of colours, from the routing alone."""

    def weigh(
        self, weights: Mapping[str, int], *, instead_of: Mapping[str, int] | None = None
    ) -> None:
        """Change the weights of colours, in one write; a colour that is not named gets 0.

        Raises: MovedMeanwhile if the routing has other weights than those to be replaced.
        """

    def switch(self, colour: str, *, event_sources: bool, schedules: bool, tell: Tell) -> None:
        """Turn event sources and schedules on or off, and wait until they are."""

    def count_messages(self, colour: str) -> int:
        """Count what waits in the queues of a colour."""

    def deploy(self, colour: str, *, is_first: bool, tell: Tell) -> None:
        """Bring code and site to a colour."""

    def verify(self, colour: str, tell: Tell) -> str | None:
        """Run the contract suite against a colour; give what failed, None if nothing did."""

    def sources(
        self, colours: Sequence[str], options: WatchOptions
    ) -> AbstractContextManager[Mapping[str, Source]]:
        """Give where the figures of colours come from, from now on."""

    def note(self, note: Note) -> None:
        """Note a step in the ledger, with the code and site that its colour has."""

    def sweep_minutes(self) -> float:
        """Give how long owed work may lie about before the sweep queues it again."""


@dataclass(slots=True)
class Release:
    """Carries plans out."""

    estate: Estate
    options: ReleaseOptions = field(default_factory=ReleaseOptions)
    tell: Tell = lambda line: None
    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep

    def run(self, actions: Sequence[Action], weights: Mapping[str, int]) -> None:
        """Carry out a plan that was made when viewers were where `weights` says.

        What somebody else decides meanwhile stands: a rollback is not undone by a promotion that is
        still under way, which ends instead.

        Raises: MovedMeanwhile; ReleaseError, StackError, RoutingError, SiteError.
        """
        for action in actions:
            self.tell(str(action))
            with _explaining_interrupt(action):
                self._do(action, weights)
            if isinstance(action, Weigh):
                weights = action.weights

    def roll_back(self, to: str | None, reason: str | None) -> None:
        """Send all viewers back, note why, and only then do what takes longer.

        Where it is said whereto, nothing is read but the routing before it is changed: it works
        while stacks can't be read, and with a colour that is entirely dead.

        Raises: ReleaseError, if need be with what is left to do.
        """
        if to is None:
            self._finish_roll_back(to, reason)
            return
        self._send(Weigh({to: 100}))
        try:
            self._finish_roll_back(to, reason)
        except UNREACHABLE as error:
            raise ReleaseError(_unfinished(to, error)) from error

    def _send(self, action: Weigh) -> None:
        """Move the viewers, whoever moved them before."""
        self.tell(str(action))
        self.estate.weigh(action.weights)

    def _finish_roll_back(
        self,
        to: str | None,
        reason: str | None,
        *,
        percent: int | None = None,
        figures: Mapping[str, Figures] | None = None,
    ) -> None:
        state = self.estate.read()
        weights: Mapping[str, int] = state.weights
        for each in plan_rollback(state, to):
            match each:
                case Weigh():
                    self._send(each)
                    weights = each.weights
                case Note(Step.ROLLED_BACK):
                    why = replace(each, percent=percent, reason=reason, figures=figures or {})
                    self.run([why], weights)
                case _:
                    self.run([each], weights)

    def _do(self, action: Action, weights: Mapping[str, int]) -> None:
        match action:
            case Weigh():
                self.estate.weigh(action.weights, instead_of=weights)
            case Watch():
                self._watch(action, weights)
            case Note():
                self._note(action)
            case _:
                self._refuse_if_moved(weights)
                self._work(action)

    def _work(self, action: Switch | Drain | Deploy | Verify) -> None:
        match action:
            case Switch(colour, event_sources, schedules):
                self.estate.switch(
                    colour, event_sources=event_sources, schedules=schedules, tell=self.tell
                )
            case Drain():
                self._drain(action)
            case Deploy(colour, is_first):
                self.estate.deploy(colour, is_first=is_first, tell=self.tell)
                self._note(Note(Step.DEPLOYED, colour, percent=100 if is_first else 0))
            case Verify(colour):
                self._verify(colour)

    def _refuse_if_moved(self, weights: Mapping[str, int]) -> None:
        refuse_other_weights(self.estate.read_weights(), weights)

    def _verify(self, colour: str) -> None:
        try:
            failed = self.estate.verify(colour, self.tell)
        except UNREACHABLE as error:
            self.tell(f"{colour} could not be verified: {error}")
            self._sleep_unless_serving(colour)
            raise
        if failed is None:
            self._note(Note(Step.VERIFIED, colour))
            return
        self._note(Note(Step.FAILED_VERIFICATION, colour, reason=failed))
        self._sleep_unless_serving(colour)
        raise VerificationFailed(f"{colour} does not keep the contract: {failed}")

    def _sleep_unless_serving(self, colour: str) -> None:
        if self.estate.read_weights().get(colour):
            return
        action = Switch(colour, event_sources=False, schedules=False)
        self.tell(str(action))
        self._work(action)

    def _watch(self, action: Watch, weights: Mapping[str, int]) -> None:
        new, old = action.new, action.old
        try:
            with self.estate.sources((new, old), self.options.watch) as sources:
                verdict, figures = watch(
                    (new, sources[new]),
                    (old, sources[old]),
                    self.options.watch,
                    check=lambda: self._refuse_if_moved(weights),
                    tell=self.tell,
                    clock=self.clock,
                    pause=self.pause,
                )
        except ReleaseError:
            raise
        except UNREACHABLE as error:  # Not one look was possible.
            figures = {}
            verdict = Verdict(Outcome.NOT_ENOUGH_DATA, f"nothing can be watched: {error}")
        if verdict.outcome is Outcome.PASS:
            self.tell(f"passed: {verdict.reason}")
            self._note(Note(Step.PASSED, new, old, action.percent, verdict.reason, figures))
        elif verdict.outcome is Outcome.HALT:
            raise GateFailed(
                f"{verdict.reason}. It is not the release, so {new} keeps {action.percent} %. When "
                "it is over: ops release promote; to go back: ops release rollback"
            )
        else:
            self._fail(action, verdict, figures)

    def _fail(self, action: Watch, verdict: Verdict, figures: Mapping[str, Figures]) -> None:
        self.tell(f"failed: {verdict.reason}")
        new, old = action.new, action.old
        failed = f"{new} did not pass at {action.percent} %: {verdict.reason}"
        try:
            self._send(Weigh({old: 100}))
        except UNREACHABLE as error:
            raise GateFailed(
                f"{failed}. Going back failed, too: {error}. {new} keeps {action.percent} % of the "
                f"viewers, and nobody watches it now: ops release rollback --to {old}"
            ) from error
        try:
            self._finish_roll_back(old, verdict.reason, percent=action.percent, figures=figures)
        except UNREACHABLE as error:
            raise GateFailed(f"{failed}. {_unfinished(old, error)}") from error
        raise GateFailed(f"{failed}. {old} has all viewers again")

    def _drain(self, action: Drain) -> None:
        options = self.options
        limit = options.drain_seconds if action.is_patient else options.rejected_drain_seconds
        end = self.clock() + limit
        empty_since: float | None = None
        told = -1
        while True:
            waiting, now = self.estate.count_messages(action.colour), self.clock()
            if waiting:
                empty_since = None
            elif empty_since is None:
                empty_since = now
            if empty_since is not None and now - empty_since >= min(options.quiet_seconds, limit):
                return
            if waiting != told:
                told = waiting
                self.tell(f"{action.colour}: {waiting} messages in its queues")
            if now >= end and waiting:
                self._leave(action, waiting)
                return
            self.pause(options.pause_seconds)

    def _leave(self, action: Drain, waiting: int) -> None:
        """Say what becomes of messages that nobody will take."""
        colour = action.colour
        if action.is_patient and self.options.drain_seconds:
            raise ReleaseError(
                f"{colour} still has {waiting} messages, so its event sources stay on. To wait "
                "longer: ops release promote; to leave them: ops release promote --drain 0"
            )
        self.tell(
            f"{colour}: {waiting} messages stay behind. Nothing is lost: what they are about is "
            "owed in the tables, and the sweep queues it again for the colour that serves, within "
            f"{self.estate.sweep_minutes():.0f} minutes"
        )

    def _note(self, note: Note) -> None:
        """Note a step. A ledger that is away must not hold up viewers on their way back."""
        try:
            self.estate.note(note)
        except (*UNREACHABLE, PynamoDBException) as error:
            self.tell(f"not noted in the ledger ({note.colour} {note.step}): {error}")


def _unfinished(to: str, error: Exception) -> str:
    return (
        f"All viewers were sent back to {to}, and the rest is not done: {error}. "
        "To finish: ops release promote"
    )


def refuse_other_weights(found: Mapping[str, int], expected: Mapping[str, int]) -> None:
    """Refuse to go on if viewers are elsewhere than they were left; 0 is as good as no entry.

    Raises: MovedMeanwhile.
    """
    shares = {name: share for name, share in found.items() if share}
    if shares != {name: share for name, share in expected.items() if share}:
        told = ", ".join(f"{share} % to {name}" for name, share in shares.items()) or "nobody"
        raise MovedMeanwhile(
            f"somebody else moved the viewers meanwhile (now: {told}), so this command ends here. "
            "To see how things stand: ops release status"
        )


@contextmanager
def _explaining_interrupt(action: Action) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as interrupt:
        if isinstance(action, Watch):
            interrupt.add_note(
                f"{action.new} keeps {action.percent} % of the viewers, and nobody watches it now: "
                "`ops release promote` goes on, `ops release rollback` goes back"
            )
        if isinstance(action, Drain):
            interrupt.add_note(f"the event sources of {action.colour} stay on")
        raise
