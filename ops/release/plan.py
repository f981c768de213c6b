"""What a command would do, as values: shown before it is done, and done one after the other.

Each plan is made of the state that routing and stacks tell (state.py), so a command that was
interrupted is continued by the same command: what is done already is not in its plan any more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ops.release.gate import Figures
from ops.release.history import Step
from ops.release.state import ColourState, Phase, ReleaseError, ReleaseState, Standing

DEFAULT_STEPS = (5, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Weigh:
    """Send viewers where the weights say: one write to the routing."""

    weights: Mapping[str, int]

    def __str__(self) -> str:
        shares = ", ".join(f"{share} % to {name}" for name, share in self.weights.items())
        return f"send {shares}"


@dataclass(frozen=True, slots=True)
class Watch:
    """Look at the figures of both colours for a while; go back if the new one fails."""

    new: str
    old: str
    percent: int

    def __str__(self) -> str:
        old = self.old
        return f"watch {self.new} at {self.percent} % beside {old}; back to {old} if it fails"


@dataclass(frozen=True, slots=True)
class Switch:
    """Turn event sources and schedules of a colour on or off: an update of its stack."""

    colour: str
    event_sources: bool
    schedules: bool

    def __str__(self) -> str:
        if not (self.event_sources or self.schedules):
            return f"put {self.colour} to sleep"
        sources = "on" if self.event_sources else "off"
        schedules = "on" if self.schedules else "off"
        return f"{self.colour}: event sources {sources}, schedules {schedules}"


@dataclass(frozen=True, slots=True)
class Drain:
    """Wait until the queues of a colour are empty, for as long as its workers get on with them."""

    colour: str
    is_patient: bool = True
    """Whether an end of the wait without empty queues stops the command."""

    def __str__(self) -> str:
        return f"wait until {self.colour} has finished its queues"


@dataclass(frozen=True, slots=True)
class Deploy:
    """Bring code and site to a colour."""

    colour: str
    is_first: bool = False

    def __str__(self) -> str:
        how = "serving, since it is the first" if self.is_first else "asleep, with no viewers"
        return f"deploy code and site to {self.colour}, {how}"


@dataclass(frozen=True, slots=True)
class Verify:
    """Run the contract suite against a colour through the override header."""

    colour: str

    def __str__(self) -> str:
        return f"run the contract suite against {self.colour}"


@dataclass(frozen=True, slots=True)
class Note:
    """Keep in the ledger that a step is done."""

    step: Step
    colour: str
    other: str | None = None
    percent: int | None = None
    reason: str | None = None
    figures: Mapping[str, Figures] = field(default_factory=dict)
    """What the gate saw of each colour."""

    def __str__(self) -> str:
        share = "" if self.percent is None else f", {self.percent} %"
        return f"note in the ledger: {self.colour} {self.step}{share}"


Action = Weigh | Watch | Switch | Drain | Deploy | Verify | Note


def plan_deploy(state: ReleaseState, first: str) -> list[Action]:
    """Plan to bring code and site to the idle colour, or to the first one of an environment.

    Raises: ReleaseError while the other colour has viewers.
    """
    settled, other = state.settled, _idle(state)
    if settled is None:
        return [Deploy(first, is_first=True)]
    _refuse_while_settling(state, "deploy")
    if other is None:
        raise ReleaseError(f"{state.environment} has no second colour to deploy to")
    if other.serves:
        raise ReleaseError(
            f"{other.name} has {other.weight} % of the viewers, so nothing can be deployed to it. "
            "First: ops release promote, or ops release rollback"
        )
    actions: list[Action] = []
    if other.has_event_sources and other.standing is Standing.SERVED:
        actions = _retire(other)
    return [*actions, Deploy(other.name)]


def plan_verify(state: ReleaseState) -> list[Action]:
    """Plan to wake the workers of the new colour and to run the contract suite against it.

    Raises: ReleaseError where there is nothing to verify.
    """
    _, new = _both(state)
    _refuse_while_settling(state, "verify")
    if new.is_legacy:
        raise ReleaseError(f"{new.name} is a legacy back end; there is nothing of ours to verify")
    _refuse_without_stack(new)
    return [*_wake_workers(new), Verify(new.name)]


def plan_shift(
    state: ReleaseState, percent: int, *, is_unverified_allowed: bool = False
) -> list[Action]:
    """Plan one step of a release.

    Raises: ReleaseError for a colour that is not ready, or a share that a legacy back end can't be
    split by.
    """
    settled, new = _both(state)
    _refuse_while_settling(state, "shift")
    if not 0 <= percent <= 100:
        raise ReleaseError(f"{percent} is no percentage")
    _refuse_to_split_legacy(settled, new, percent)
    weigh = [] if percent == new.weight else _weigh(new, settled, percent)
    if percent == 0:
        return weigh
    ready = [] if new.serves else _make_ready(new, is_unverified_allowed)
    return [*ready, *weigh, Watch(new.name, settled.name, percent)]


def plan_promote(
    state: ReleaseState,
    steps: Sequence[int] = DEFAULT_STEPS,
    *,
    passed: int | None = None,
    is_unverified_allowed: bool = False,
) -> list[Action]:
    """Plan what is left of a release: shares, schedules, and the former colour's way to sleep.

    `passed` is the share at which the gate has let the new colour pass already.

    Raises: ReleaseError where there is nothing to release.
    """
    if state.phase in (Phase.SETTLING, Phase.RETIRING):
        return _settle(state)
    settled, new = _both(state)
    if state.phase is Phase.IDLE:
        raise ReleaseError(f"there is nothing to promote: {state.explain()}")
    shares = [100] if settled.is_legacy or new.is_legacy else _check_steps(steps)
    actions: list[Action] = [] if new.serves else _make_ready(new, is_unverified_allowed)
    weight = new.weight or 0
    for share in shares:
        if share < weight or (share == weight and share <= (passed or 0)):
            continue
        if share != weight:
            actions += _weigh(new, settled, share)
        actions.append(Watch(new.name, settled.name, share))
    actions.append(Note(Step.PROMOTED, new.name, settled.name, percent=100))
    if new.stack is not None:
        actions.append(Switch(new.name, event_sources=True, schedules=True))
    return actions + _retire(settled)


def plan_rollback(state: ReleaseState, to: str | None = None) -> list[Action]:
    """Plan the way back: viewers first, in one write, whatever state the stacks are in.

    Raises: ReleaseError where there is no way back.
    """
    if state.settled is None:
        raise ReleaseError(f"there is nothing to roll back: {state.explain()}")
    target, failed = _way_back(state, to)
    if not target.can_serve:
        raise ReleaseError(
            f"{target.name} has no entry in the routing, so nobody can be sent there"
        )
    _refuse_without_stack(target)
    actions: list[Action] = []
    if target.weight != 100:
        actions.append(Weigh({target.name: 100, failed.name: 0}))
    actions.append(Note(Step.ROLLED_BACK, failed.name, target.name))
    return actions + _wake(target) + _retire(failed, is_patient=False)


def _way_back(state: ReleaseState, to: str | None) -> tuple[ColourState, ColourState]:
    """Give the colour to go back to, and the one to leave."""
    settled, other = _both(state)
    if to is not None and to not in (settled.name, other.name):
        raise ReleaseError(f"there is no colour {to}; there are {settled.name} and {other.name}")
    if to == settled.name or (to is None and other.serves):
        return settled, other
    if to == other.name or other.standing is Standing.SERVED or other.is_legacy:
        return other, settled
    is_rejected = other.standing is Standing.REJECTED
    why = "was rolled back itself" if is_rejected else "has never served what is deployed there"
    raise ReleaseError(
        f"{settled.name} has all viewers, and {other.name} {why}. "
        f"If it must be: ops release rollback --to {other.name}"
    )


def _both(state: ReleaseState) -> tuple[ColourState, ColourState]:
    settled, other = state.settled, state.other()
    if settled is None or other is None or not other.can_serve:
        raise ReleaseError(f"there is no second colour. {state.explain()}")
    return settled, other


def _idle(state: ReleaseState) -> ColourState | None:
    """Give the colour of ours that is not settled, deployed or not."""
    settled = state.settled
    found = [each for each in state.colours.values() if each is not settled and not each.is_legacy]
    return found[0] if found else None


def _weigh(new: ColourState, settled: ColourState, percent: int) -> list[Action]:
    return [
        Weigh({new.name: percent, settled.name: 100 - percent}),
        Note(Step.SHIFTED, new.name, settled.name, percent),
    ]


def _make_ready(new: ColourState, is_unverified_allowed: bool) -> list[Action]:
    if new.is_legacy:
        return []
    _refuse_without_stack(new)
    if new.standing is not Standing.VERIFIED and not is_unverified_allowed:
        raise ReleaseError(
            f"{new.name} is not verified. Next: ops release verify; if it must be: --unverified"
        )
    return _wake_workers(new)


def _wake_workers(colour: ColourState) -> list[Action]:
    if colour.has_event_sources:
        return []
    return [Switch(colour.name, event_sources=True, schedules=False)]


def _wake(colour: ColourState) -> list[Action]:
    stack = colour.stack
    if stack is None or (stack.has_event_sources and stack.has_schedules):
        return []
    return [Switch(colour.name, event_sources=True, schedules=True)]


def _retire(former: ColourState, *, is_patient: bool = True) -> list[Action]:
    """Plan a colour's way to sleep. Schedules go first: they are the other one's by now."""
    stack = former.stack
    if stack is None or stack.is_asleep:
        return []
    actions: list[Action] = []
    if stack.has_schedules:
        actions.append(Switch(former.name, event_sources=stack.has_event_sources, schedules=False))
    if stack.has_event_sources:
        actions += [
            Drain(former.name, is_patient),
            Switch(former.name, event_sources=False, schedules=False),
        ]
    return [*actions, Note(Step.RETIRED, former.name)]


def _settle(state: ReleaseState) -> list[Action]:
    """Plan what an interrupted command has left to do once viewers are where they belong."""
    settled, other = state.settled, state.other()
    if settled is None:
        raise ReleaseError(state.explain())
    actions = _wake(settled)
    if other is not None and not other.serves:
        actions += _retire(other, is_patient=other.standing is not Standing.REJECTED)
    return actions


def _check_steps(steps: Sequence[int]) -> list[int]:
    if list(steps) != sorted(set(steps)) or not steps or steps[0] < 1 or steps[-1] != 100:
        told = ", ".join(map(str, steps))
        raise ReleaseError(f"steps rise from 1 or more to 100, such as 5,25,50,100; not: {told}")
    return list(steps)


def _refuse_while_settling(state: ReleaseState, what: str) -> None:
    if state.phase is Phase.SETTLING:
        raise ReleaseError(f"something is left to finish before `{what}`: {state.explain()}")


def _refuse_without_stack(colour: ColourState) -> None:
    if colour.stack is None and not colour.is_legacy:
        raise ReleaseError(
            f"{colour.name} has an entry in the routing and is not deployed, so nobody can be sent "
            "there. Next: ops release deploy"
        )


def _refuse_to_split_legacy(settled: ColourState, new: ColourState, percent: int) -> None:
    legacy = settled if settled.is_legacy else new
    if legacy.is_legacy and percent not in (0, 100):
        raise ReleaseError(
            f"{legacy.name} is a legacy back end: it keeps its data in its own memory, so its "
            "visitors can't be split between two colours. A shift there is 0 or 100"
        )
