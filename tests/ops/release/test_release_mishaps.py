"""What becomes of viewers when others act meanwhile, when AWS is away, and beside legacy."""

from collections.abc import Callable
from itertools import chain, repeat

import pytest
from botocore.exceptions import EndpointConnectionError

from ops.cloudformation import StackError
from ops.release.history import Step
from ops.release.plan import Action, plan_deploy, plan_promote, plan_shift, plan_verify
from ops.release.state import ReleaseState
from ops.release.steps import GateFailed, MovedMeanwhile, Release, ReleaseOptions
from tests.ops.release import states
from tests.ops.release.desk import Desk


def test_a_promotion_ends_at_the_rollback_of_another_operator() -> None:
    desk = Desk(states.READY)
    second = Release(desk.estate, ReleaseOptions(quiet_seconds=0, rejected_drain_seconds=0))

    def roll_back_once(seconds: float) -> None:
        desk.clock.pause(seconds)
        if desk.estate.read().weights["green"]:
            second.roll_back("blue", "prices are wrong")

    desk.release.pause = roll_back_once
    with pytest.raises(MovedMeanwhile, match=r"somebody else moved the viewers.*100 % to blue"):
        desk.run(plan_promote(desk.estate.read(), [5, 25, 100]))

    assert desk.estate.read().weights == {"blue": 100, "green": 0}
    assert desk.estate.done[-1] == "switch green False False"
    assert Step.PASSED not in [each for each, _, _ in desk.steps]
    assert desk.clock.now < 10, "it was noticed at the next look"


@pytest.mark.parametrize(
    ("state", "plan"),
    [
        pytest.param(states.READY, lambda found: plan_shift(found, 5), id="shift"),
        pytest.param(states.SHIFTING, lambda found: plan_shift(found, 25), id="watch"),
        pytest.param(states.ALONE, lambda found: plan_deploy(found, "blue"), id="deploy"),
        pytest.param(states.DEPLOYED, plan_verify, id="verify"),
        pytest.param(states.RETIRING, plan_promote, id="retire"),
        pytest.param(states.BACK_HALF_WAY, plan_promote, id="settle"),
    ],
)
def test_a_plan_is_not_carried_out_after_somebody_moved_the_viewers(
    state: ReleaseState, plan: Callable[[ReleaseState], list[Action]]
) -> None:
    desk = Desk(state)
    found = desk.estate.read()
    actions = plan(found)
    desk.estate.weigh({"blue": 50, "green": 50})
    moved = desk.estate.read().weights

    with pytest.raises(MovedMeanwhile):
        desk.release.run(actions, found.weights)

    assert desk.estate.read().weights == moved
    assert not [each for each in desk.estate.done if each.startswith(("switch", "deploy"))]
    assert desk.steps == []


def test_a_rollback_is_carried_out_whoever_moved_the_viewers() -> None:
    desk = Desk(states.SHIFTING)
    desk.estate.weigh({"green": 100})

    desk.release.roll_back("blue", None)

    assert desk.estate.read().weights == {"blue": 100, "green": 0}


AWAY = EndpointConnectionError(endpoint_url="https://logs.example")


def test_a_few_looks_without_figures_do_not_end_a_release() -> None:
    desk = Desk(states.READY)
    desk.estate.blind_looks = chain([AWAY, AWAY], repeat(None))

    desk.run(plan_shift(desk.estate.read(), 5))

    assert desk.estate.read().weights == {"blue": 95, "green": 5}
    assert desk.steps[-1] == (Step.PASSED, "green", 5)
    assert any("figures can't be read" in line for line in desk.told)


def test_a_release_that_can_not_be_watched_is_taken_back() -> None:
    desk = Desk(states.READY)
    desk.estate.blind_looks = repeat(AWAY)

    with pytest.raises(GateFailed, match=r"the figures can't be read.*blue has all viewers again"):
        desk.run(plan_shift(desk.estate.read(), 5))

    assert desk.estate.read().weights == {"blue": 100, "green": 0}
    rolled_back = next(each for each in desk.estate.entries if each.step is Step.ROLLED_BACK)
    assert "logs.example" in str(rolled_back.reason)


def test_a_release_whose_watch_can_not_begin_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(states.READY)

    def sources(*_: object) -> None:
        raise StackError("the token can't be read")

    monkeypatch.setattr(desk.estate, "sources", sources)
    with pytest.raises(GateFailed, match=r"the token can't be read.*blue has all viewers again"):
        desk.run(plan_shift(desk.estate.read(), 5))

    assert desk.estate.read().weights == {"blue": 100, "green": 0}


def test_steps_are_noted_while_stacks_can_not_be_read() -> None:
    desk = Desk(states.READY)
    found = desk.estate.read()
    desk.estate.stacks_fault = StackError("CloudFormation is away")

    desk.release.run(plan_shift(found, 5), found.weights)

    assert desk.steps == [(Step.SHIFTED, "green", 5), (Step.PASSED, "green", 5)]


def test_a_way_back_that_fails_says_who_keeps_viewers_unwatched() -> None:
    desk = Desk(states.READY)
    desk.estate.failing = {"green"}
    desk.estate.routing_faults = [EndpointConnectionError(endpoint_url="https://edge.example")]

    with pytest.raises(GateFailed) as failed:
        desk.run(plan_shift(desk.estate.read(), 5))

    said = str(failed.value)
    assert "green did not pass at 5 %: green fails" in said, "the verdict is not lost"
    assert "edge.example" in said
    assert said.endswith(
        "green keeps 5 % of the viewers, and nobody watches it now: ops release rollback --to blue"
    )
    assert desk.estate.read().weights == {"blue": 95, "green": 5}


def test_a_way_back_that_stops_half_way_keeps_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(states.READY)
    desk.estate.failing = {"green"}

    def switch(*_: object, **__: object) -> None:
        raise StackError("CloudFormation is away")

    monkeypatch.setattr(desk.estate, "switch", switch)
    with pytest.raises(GateFailed) as failed:
        desk.run(plan_shift(desk.estate.read(), 5))

    said = str(failed.value)
    assert "green did not pass at 5 %: green fails" in said
    assert (
        "All viewers were sent back to blue, and the rest is not done: CloudFormation is away"
        in said
    )
    assert said.endswith("To finish: ops release promote")


def test_a_legacy_back_end_that_fails_its_probes_does_not_hold_up_who_replaces_it() -> None:
    desk = Desk(states.FROM_LEGACY)
    desk.estate.failing = {"legacy"}

    desk.run(plan_promote(desk.estate.read()))

    assert desk.estate.read().weights == {"legacy": 0, "blue": 100}


def test_who_replaces_a_legacy_back_end_is_taken_back_though_both_fail() -> None:
    desk = Desk(states.FROM_LEGACY)
    desk.estate.failing = {"legacy", "blue"}

    with pytest.raises(GateFailed, match=r"blue fails.*legacy has all viewers again"):
        desk.run(plan_promote(desk.estate.read()))

    assert desk.estate.read().weights == {"legacy": 100, "blue": 0}
