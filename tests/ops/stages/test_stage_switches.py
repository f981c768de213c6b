"""What of a stage runs by itself."""

import pytest

from ops.stages.switches import ASLEEP, AWAKE, Switches, switches_of


@pytest.mark.parametrize(
    ("switches", "state"),
    [
        (AWAKE, "awake"),
        (Switches(event_sources=True, schedules=False), "awake, without schedules"),
        (ASLEEP, "asleep"),
        (Switches(event_sources=False, schedules=True), "schedules only"),
    ],
)
def test_switches_survive_as_parameters_and_have_a_word(switches: Switches, state: str) -> None:
    assert switches_of(switches.as_parameters()) == switches
    assert switches.state == state


def test_stack_of_before_there_were_schedules_ran_them_with_its_events() -> None:
    assert switches_of({"EventSources": "on"}) == AWAKE
    assert switches_of({"EventSources": "off"}) == ASLEEP


def test_what_has_no_switches_is_no_stage() -> None:
    assert switches_of({}) is None
