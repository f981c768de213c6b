"""What each command would do, from each state."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

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
    plan_deploy,
    plan_promote,
    plan_rollback,
    plan_shift,
    plan_verify,
)
from ops.release.state import ReleaseError, ReleaseState
from tests.ops.release import states
from tests.ops.release.states import colour, legacy, state

Plan = Callable[[ReleaseState], list[Action]]
VERIFIED_ASLEEP = state(states.LIVE_BLUE, colour("green", 0, standing=states.VERIFIED))
HAPPY = [states.DEPLOYED, states.READY, states.SHIFTING, states.SHIFTED, states.RETIRING]


def deploy(found: ReleaseState) -> list[Action]:
    return plan_deploy(found, "blue")


def wake(name: str) -> Switch:
    return Switch(name, event_sources=True, schedules=False)


def all_on(name: str) -> Switch:
    return Switch(name, event_sources=True, schedules=True)


def sleep(name: str) -> Switch:
    return Switch(name, event_sources=False, schedules=False)


def step(new: str, old: str, percent: int) -> list[Action]:
    return [
        Weigh({new: percent, old: 100 - percent}),
        Note(Step.SHIFTED, new, old, percent),
        Watch(new, old, percent),
    ]


FINISH = [
    Note(Step.PROMOTED, "green", "blue", 100),
    all_on("green"),
    wake("blue"),
    Drain("blue"),
    sleep("blue"),
    Note(Step.RETIRED, "blue"),
]


@pytest.mark.parametrize(
    ("plan", "found", "actions"),
    [
        pytest.param(deploy, states.NOTHING, [Deploy("blue", is_first=True)], id="deploy-first"),
        pytest.param(deploy, states.ALONE, [Deploy("green")], id="deploy-second"),
        pytest.param(deploy, states.DEPLOYED, [Deploy("green")], id="deploy-again"),
        pytest.param(deploy, states.DONE, [Deploy("blue")], id="deploy-to-former"),
        pytest.param(
            deploy,
            states.RETIRING,
            [Drain("blue"), sleep("blue"), Note(Step.RETIRED, "blue"), Deploy("blue")],
            id="deploy-finishes-the-former-first",
        ),
        pytest.param(
            deploy,
            state(legacy(100), states.empty("blue")),
            [Deploy("blue")],
            id="deploy-beside-legacy",
        ),
        pytest.param(
            plan_verify, states.DEPLOYED, [wake("green"), Verify("green")], id="verify-wakes"
        ),
        pytest.param(plan_verify, states.WOKEN, [Verify("green")], id="verify-continues"),
        pytest.param(plan_verify, states.READY, [Verify("green")], id="verify-again"),
        pytest.param(
            lambda found: plan_shift(found, 5),
            states.READY,
            step("green", "blue", 5),
            id="shift",
        ),
        pytest.param(
            lambda found: plan_shift(found, 5),
            VERIFIED_ASLEEP,
            [wake("green"), *step("green", "blue", 5)],
            id="shift-wakes",
        ),
        pytest.param(
            lambda found: plan_shift(found, 5, is_unverified_allowed=True),
            states.DEPLOYED,
            [wake("green"), *step("green", "blue", 5)],
            id="shift-unverified",
        ),
        pytest.param(
            lambda found: plan_shift(found, 25),
            states.SHIFTING,
            [Watch("green", "blue", 25)],
            id="shift-again-watches",
        ),
        pytest.param(
            lambda found: plan_shift(found, 0),
            states.SHIFTING,
            [Weigh({"green": 0, "blue": 100}), Note(Step.SHIFTED, "green", "blue", 0)],
            id="shift-back",
        ),
        pytest.param(
            lambda found: plan_shift(found, 100),
            states.FROM_LEGACY,
            step("blue", "legacy", 100),
            id="shift-off-legacy",
        ),
        pytest.param(
            plan_promote,
            states.READY,
            [
                *step("green", "blue", 5),
                *step("green", "blue", 25),
                *step("green", "blue", 50),
                *step("green", "blue", 100),
                *FINISH,
            ],
            id="promote",
        ),
        pytest.param(
            lambda found: plan_promote(found, [10, 100]),
            states.READY,
            [*step("green", "blue", 10), *step("green", "blue", 100), *FINISH],
            id="promote-in-other-steps",
        ),
        pytest.param(
            plan_promote,
            states.SHIFTING,
            [
                Watch("green", "blue", 25),
                *step("green", "blue", 50),
                *step("green", "blue", 100),
                *FINISH,
            ],
            id="promote-watches-what-broke-off",
        ),
        pytest.param(
            lambda found: plan_promote(found, passed=25),
            states.SHIFTING,
            [*step("green", "blue", 50), *step("green", "blue", 100), *FINISH],
            id="promote-goes-on-from-what-passed",
        ),
        pytest.param(
            plan_promote,
            states.SHIFTED,
            [Watch("green", "blue", 100), *FINISH],
            id="promote-watches-the-last-step",
        ),
        pytest.param(
            lambda found: plan_promote(found, passed=100), states.SHIFTED, FINISH, id="promote-ends"
        ),
        pytest.param(
            plan_promote, states.BOTH_SCHEDULED, FINISH[2:], id="promote-ends-schedules-of-former"
        ),
        pytest.param(plan_promote, states.RETIRING, FINISH[3:], id="promote-ends-the-former"),
        pytest.param(
            plan_promote,
            states.FROM_LEGACY,
            [
                *step("blue", "legacy", 100),
                Note(Step.PROMOTED, "blue", "legacy", 100),
                all_on("blue"),
            ],
            id="promote-off-legacy-at-once",
        ),
        pytest.param(plan_promote, states.OFF_LEGACY, [all_on("blue")], id="promote-ends-legacy"),
        pytest.param(
            plan_promote,
            states.BACK_HALF_WAY,
            [
                all_on("blue"),
                wake("green"),
                Drain("green", is_patient=False),
                sleep("green"),
                Note(Step.RETIRED, "green"),
            ],
            id="promote-ends-a-rollback",
        ),
        pytest.param(
            plan_rollback,
            states.SHIFTING,
            [
                Weigh({"blue": 100, "green": 0}),
                Note(Step.ROLLED_BACK, "green", "blue"),
                Drain("green", is_patient=False),
                sleep("green"),
                Note(Step.RETIRED, "green"),
            ],
            id="rollback",
        ),
        pytest.param(
            plan_rollback,
            states.SHIFTED,
            [
                Weigh({"blue": 100, "green": 0}),
                Note(Step.ROLLED_BACK, "green", "blue"),
                Drain("green", is_patient=False),
                sleep("green"),
                Note(Step.RETIRED, "green"),
            ],
            id="rollback-from-all",
        ),
        pytest.param(
            plan_rollback,
            states.DONE,
            [
                Weigh({"blue": 100, "green": 0}),
                Note(Step.ROLLED_BACK, "green", "blue"),
                all_on("blue"),
                wake("green"),
                Drain("green", is_patient=False),
                sleep("green"),
                Note(Step.RETIRED, "green"),
            ],
            id="rollback-after-the-release",
        ),
        pytest.param(
            plan_rollback,
            states.OFF_LEGACY,
            [
                Weigh({"legacy": 100, "blue": 0}),
                Note(Step.ROLLED_BACK, "blue", "legacy"),
                Drain("blue", is_patient=False),
                sleep("blue"),
                Note(Step.RETIRED, "blue"),
            ],
            id="rollback-to-legacy",
        ),
    ],
)
def test_plan(plan: Plan, found: ReleaseState, actions: list[Action]) -> None:
    assert plan(found) == actions


@pytest.mark.parametrize(
    ("plan", "found", "words"),
    [
        pytest.param(deploy, states.SHIFTING, "green has 25 % of the viewers", id="deploy"),
        pytest.param(deploy, states.BACK_HALF_WAY, "left to finish", id="deploy-half-way"),
        pytest.param(plan_verify, states.ALONE, "no second colour", id="verify-alone"),
        pytest.param(plan_verify, states.NOTHING, "nothing is deployed", id="verify-nothing"),
        pytest.param(
            lambda found: plan_shift(found, 5), states.WOKEN, "not verified", id="shift-unverified"
        ),
        pytest.param(
            lambda found: plan_shift(found, 5),
            states.REJECTED_ASLEEP,
            "not verified",
            id="rejected",
        ),
        pytest.param(
            lambda found: plan_shift(found, 101), states.READY, "no percentage", id="shift-101"
        ),
        pytest.param(
            lambda found: plan_shift(found, 5),
            states.FROM_LEGACY,
            "legacy is a legacy back end: it keeps its data in its own memory",
            id="shift-legacy",
        ),
        pytest.param(
            plan_promote,
            states.DEPLOYED,
            "not verified. Next: ops release verify",
            id="promote-new",
        ),
        pytest.param(plan_promote, states.DONE, "nothing to promote", id="promote-done"),
        pytest.param(plan_promote, states.ALONE, "no second colour", id="promote-alone"),
        pytest.param(
            lambda found: plan_promote(found, [5, 50]), states.READY, "to 100", id="promote-no-end"
        ),
        pytest.param(
            lambda found: plan_promote(found, [50, 5, 100]),
            states.READY,
            "rise",
            id="promote-falls",
        ),
        pytest.param(plan_rollback, states.READY, "has never served", id="rollback-to-unserved"),
        pytest.param(
            plan_rollback, states.ROLLED_BACK, "was rolled back itself", id="rollback-twice"
        ),
        pytest.param(plan_rollback, states.NOTHING, "nothing is deployed", id="rollback-nothing"),
        pytest.param(
            lambda found: plan_rollback(found, "pink"), states.DONE, "no colour pink", id="pink"
        ),
    ],
)
def test_plan_is_refused_with_a_reason(plan: Plan, found: ReleaseState, words: str) -> None:
    with pytest.raises(ReleaseError, match=words):
        plan(found)


def test_rollback_goes_where_it_is_told() -> None:
    first, *_ = plan_rollback(states.ROLLED_BACK, "green")

    assert first == Weigh({"green": 100, "blue": 0})


@pytest.mark.parametrize(
    "found", HAPPY, ids=["deployed", "ready", "shifting", "shifted", "retiring"]
)
def test_a_release_ends_idle_from_wherever_it_was_interrupted(found: ReleaseState) -> None:
    """Replay each plan on the state: whatever broke off, the same command ends it."""
    ended = found
    for action in plan_promote(found, is_unverified_allowed=True):
        ended = after(ended, action)

    settled = ended.settled
    assert settled is not None
    assert settled.name == "green"
    assert settled.weight == 100
    assert (settled.has_event_sources, settled.has_schedules) == (True, True)
    former = ended.colours["blue"].stack
    assert former is not None
    assert former.is_asleep


@pytest.mark.parametrize("found", [states.READY, states.DONE, states.SHIFTING, states.SHIFTED])
def test_commands_that_break_off_after_any_action_are_continued(found: ReleaseState) -> None:
    """Break off promote, or rollback, after each of its actions; then promote and look again."""
    for plan in (plan_promote, plan_rollback):
        try:
            actions = plan(found)
        except ReleaseError:
            continue
        for broken_off in range(len(actions)):
            half_way = found
            for action in actions[:broken_off]:
                half_way = after(half_way, action)
            continued: Any = half_way
            try:
                for action in plan_promote(half_way, is_unverified_allowed=True):
                    continued = after(continued, action)
            except ReleaseError:
                pass  # There was nothing left to do.
            serving = [each for each in continued.colours.values() if each.serves]
            scheduled = [each for each in continued.colours.values() if each.has_schedules]
            working = [each for each in continued.colours.values() if each.has_event_sources]
            assert len(serving) == 1, (plan, broken_off)
            assert serving == scheduled == working, (plan, broken_off)


def after(found: ReleaseState, action: Action) -> ReleaseState:
    """Give the state that an action makes, as the executor and AWS would."""
    colours = dict(found.colours)
    match action:
        case Weigh(weights):
            for name, weight in weights.items():
                served = states.SERVED if weight else colours[name].standing
                colours[name] = replace(colours[name], weight=weight, standing=served)
        case Switch(name, event_sources, schedules):
            stack = colours[name].stack
            assert stack is not None
            stack = replace(stack, has_event_sources=event_sources, has_schedules=schedules)
            colours[name] = replace(colours[name], stack=stack)
        case Note(Step.ROLLED_BACK, name):
            colours[name] = replace(colours[name], standing=states.REJECTED)
        case _:
            pass
    return replace(found, colours=colours)


def test_actions_tell_what_they_do() -> None:
    told = [str(action) for action in plan_promote(states.READY, [100])]

    assert told == [
        "send 100 % to green, 0 % to blue",
        "note in the ledger: green shifted, 100 %",
        "watch green at 100 % beside blue; back to blue if it fails",
        "note in the ledger: green promoted, 100 %",
        "green: event sources on, schedules on",
        "blue: event sources on, schedules off",
        "wait until blue has finished its queues",
        "put blue to sleep",
        "note in the ledger: blue retired",
    ]


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(plan_verify, id="verify"),
        pytest.param(lambda found: plan_rollback(found, "green"), id="rollback"),
        pytest.param(lambda found: plan_shift(found, 5, is_unverified_allowed=True), id="shift"),
        pytest.param(lambda found: plan_promote(found, is_unverified_allowed=True), id="promote"),
    ],
)
def test_a_colour_whose_stacks_are_gone_gets_nobody(plan: Plan) -> None:
    with pytest.raises(ReleaseError, match=r"green has an entry .* is not deployed.*deploy"):
        plan(states.DESTROYED)


def test_deploy_fills_a_colour_whose_stacks_are_gone() -> None:
    assert deploy(states.DESTROYED) == [Deploy("green")]
