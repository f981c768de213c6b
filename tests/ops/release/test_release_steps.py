"""Plans carried out on an environment in memory: what happens, in which order, what is noted."""

import pytest
from botocore.exceptions import EndpointConnectionError

from ops.cloudformation import StackError
from ops.release.history import Step, passed_percent
from ops.release.plan import plan_promote, plan_rollback, plan_shift, plan_verify
from ops.release.state import Phase, ReleaseError
from ops.release.steps import GateFailed, ReleaseOptions, VerificationFailed
from ops.release.watch import WatchOptions
from tests.ops.release import states
from tests.ops.release.desk import Desk


def test_promote_carries_a_release_to_its_end() -> None:
    desk = Desk(states.READY)

    desk.run(plan_promote(desk.estate.read(), [50, 100]))

    assert desk.estate.done == [
        "weigh {'green': 50, 'blue': 50}",
        "watch green blue",
        "weigh {'green': 100, 'blue': 0}",
        "watch green blue",
        "switch green True True",
        "switch blue True False",
        "switch blue False False",
    ]
    assert desk.steps == [
        (Step.SHIFTED, "green", 50),
        (Step.PASSED, "green", 50),
        (Step.SHIFTED, "green", 100),
        (Step.PASSED, "green", 100),
        (Step.PROMOTED, "green", 100),
        (Step.RETIRED, "blue", None),
    ]
    assert desk.estate.read().phase is Phase.IDLE


def test_gate_takes_viewers_back_first_and_says_why() -> None:
    desk = Desk(states.READY)
    desk.estate.failing = {"green"}

    with pytest.raises(GateFailed) as failed:
        desk.run(plan_promote(desk.estate.read()))

    assert str(failed.value).startswith("green did not pass at 5 %: green fails. green: 10 of 10")
    assert str(failed.value).endswith("blue has all viewers again")
    assert desk.estate.done == [
        "weigh {'green': 5, 'blue': 95}",
        "watch green blue",
        "weigh {'blue': 100}",
        "switch green False False",
    ]
    rolled_back = next(each for each in desk.estate.entries if each.step is Step.ROLLED_BACK)
    assert (rolled_back.colour, rolled_back.other, rolled_back.percent) == ("green", "blue", 5)
    assert "500 GET /" in str(rolled_back.reason)
    assert rolled_back.figures == {"green": {"requests": 10}, "blue": {"requests": 10}}
    assert desk.clock.now < 30, "it did not wait for the end of the window"


def test_gate_halts_and_keeps_the_weights_when_both_colours_fail() -> None:
    desk = Desk(states.READY)
    desk.estate.failing = {"green", "blue"}

    with pytest.raises(GateFailed, match=r"both colours fail.*green keeps 5 %"):
        desk.run(plan_promote(desk.estate.read()))

    assert desk.estate.read().weights == {"blue": 95, "green": 5}


def test_a_window_without_data_takes_viewers_back() -> None:
    desk = Desk(states.READY)
    desk.release.options = ReleaseOptions(watch=WatchOptions(seconds=0), quiet_seconds=0)

    with pytest.raises(GateFailed, match=r"10 requests.*30 are needed"):
        desk.run(plan_shift(desk.estate.read(), 5))

    assert desk.estate.read().weights == {"blue": 100, "green": 0}


def test_dead_letters_of_the_new_colour_take_viewers_back(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(states.READY)
    counts = iter([3, 3, 4, 4, 4, 4])
    monkeypatch.setattr(
        "tests.ops.release.fake_estate.FakeSource.count_dead_letters",
        lambda source: next(counts) if source.colour == "green" else 7,
    )

    with pytest.raises(GateFailed, match="workers of green gave up 1 message"):
        desk.run(plan_shift(desk.estate.read(), 5))


def test_verify_wakes_and_notes_what_it_found() -> None:
    desk = Desk(states.DEPLOYED)

    desk.run(plan_verify(desk.estate.read()))

    assert desk.estate.done == ["switch green True False", "verify green"]
    assert desk.steps == [(Step.VERIFIED, "green", None)]
    assert desk.estate.read().phase is Phase.VERIFIED


def test_a_colour_that_fails_verification_goes_back_to_sleep() -> None:
    desk = Desk(states.DEPLOYED)
    desk.estate.contract_fault = "2 tests failed: test_a, test_b"

    with pytest.raises(VerificationFailed, match="green does not keep the contract: 2 tests"):
        desk.run(plan_verify(desk.estate.read()))

    assert desk.estate.done[-1] == "switch green False False"
    assert desk.steps == [(Step.FAILED_VERIFICATION, "green", None)]
    with pytest.raises(ReleaseError, match="not verified"):
        plan_promote(desk.estate.read())


def test_retiring_waits_until_queues_have_been_empty_for_a_while() -> None:
    desk = Desk(states.RETIRING)
    desk.estate.messages["blue"] = [2, 1, 0, 1, 0]

    desk.run(plan_promote(desk.estate.read()))

    assert desk.clock.now == 4 * 2 + 6
    assert desk.estate.done == ["switch blue False False"]


def test_retiring_gives_up_with_the_event_sources_on() -> None:
    desk = Desk(states.RETIRING, drain_seconds=20)
    desk.estate.messages["blue"] = [4]

    with pytest.raises(ReleaseError, match=r"blue still has 4 messages.*event sources stay on"):
        desk.run(plan_promote(desk.estate.read()))

    assert desk.estate.done == []
    assert desk.estate.read().phase is Phase.RETIRING


def test_messages_are_left_to_the_sweep_when_told_so() -> None:
    desk = Desk(states.RETIRING, drain_seconds=0)
    desk.estate.messages["blue"] = [4]

    desk.run(plan_promote(desk.estate.read()))

    assert desk.estate.done == ["switch blue False False"]
    assert any("4 messages stay behind" in line and "10 minutes" in line for line in desk.told)


def test_rollback_of_dead_workers_leaves_their_messages_to_the_sweep() -> None:
    desk = Desk(states.SHIFTING)
    desk.estate.messages["green"] = [3]

    desk.release.roll_back(None, "the operator said so")

    assert desk.estate.done == ["weigh {'blue': 100, 'green': 0}", "switch green False False"]
    assert any("3 messages stay behind" in line for line in desk.told)
    assert desk.estate.entries[-1].reason == "the operator said so"


def test_rollback_changes_the_routing_even_when_stacks_cannot_be_read() -> None:
    desk = Desk(states.SHIFTED)
    desk.estate.stacks_fault = StackError("CloudFormation is away")

    with pytest.raises(ReleaseError, match=r"sent back to blue, and the rest.*is away.*promote"):
        desk.release.roll_back("blue", None)

    assert desk.estate.done == ["weigh {'blue': 100}"]
    desk.estate.stacks_fault = None
    assert desk.estate.read().weights == {"blue": 100, "green": 0}


def test_rollback_after_the_release_wakes_the_former_colour() -> None:
    desk = Desk(states.DONE)

    desk.release.roll_back(None, None)

    assert desk.estate.done == [
        "weigh {'blue': 100, 'green': 0}",
        "switch blue True True",
        "switch green True False",
        "switch green False False",
    ]
    with pytest.raises(ReleaseError, match="was rolled back itself"):
        plan_rollback(desk.estate.read())


def test_a_ledger_that_is_away_does_not_hold_up_the_way_back() -> None:
    desk = Desk(states.SHIFTING)
    desk.estate.ledger_fault = EndpointConnectionError(endpoint_url="https://dynamodb.example")

    desk.release.roll_back(None, None)

    assert desk.estate.read().weights == {"blue": 100, "green": 0}
    assert any("not noted in the ledger" in line for line in desk.told)


def test_interrupted_watch_says_what_goes_on_and_is_continued() -> None:
    desk = Desk(states.READY)

    def interrupt(seconds: float) -> None:
        raise KeyboardInterrupt

    desk.release.pause = interrupt
    with pytest.raises(KeyboardInterrupt) as interrupted:
        desk.run(plan_promote(desk.estate.read(), [25, 100]))

    assert "green keeps 25 %" in interrupted.value.__notes__[0]
    assert desk.estate.read().phase is Phase.SHIFTING
    desk.release.pause = desk.clock.pause
    desk.run(plan_promote(desk.estate.read(), [25, 100]))
    assert desk.estate.read().phase is Phase.IDLE
    assert desk.estate.read().weights == {"blue": 0, "green": 100}


def test_promote_does_not_watch_again_what_passed() -> None:
    desk = Desk(states.READY)
    desk.run(plan_shift(desk.estate.read(), 25))
    passed = passed_percent("green", desk.estate.entries)
    before = len(desk.estate.done)

    desk.run(plan_promote(desk.estate.read(), [5, 25, 100], passed=passed))

    assert passed == 25
    assert desk.estate.done[before : before + 2] == [
        "weigh {'green': 100, 'blue': 0}",
        "watch green blue",
    ]
