"""Put a stage to sleep and wake it: two parameters of its app stack, and nothing else.

EventSources: the triggers of queues, which poll all the time, and the subscription to mail events.
Schedules: the rules that run by the clock.

    asleep       off, off    costs nothing; requests are answered, jobs wait in their queues
    verified     on,  off    a colour that is looked at before visitors come, or retires
    awake        on,  on

The template stays the one that is deployed, so that neither code nor settings change on the way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ops.clients import Aws
from ops.cloudformation import (
    FORMER_TEMPLATE,
    Progress,
    StackError,
    StackOutcome,
    StackRequest,
    apply_stack,
    describe_stack,
    parameters_of,
    read_parameters,
    tags_of,
)
from ops.stages.names import StageNames

State = Literal["awake", "awake, without schedules", "schedules only", "asleep"]


@dataclass(frozen=True, slots=True)
class Switches:
    """What of a stage runs by itself."""

    event_sources: bool
    schedules: bool

    @property
    def state(self) -> State:
        """Say it in words."""
        if self.event_sources:
            return "awake" if self.schedules else "awake, without schedules"
        return "schedules only" if self.schedules else "asleep"

    def as_parameters(self) -> dict[str, str]:
        """Give the parameters of the app stack."""
        return {
            "EventSources": "on" if self.event_sources else "off",
            "Schedules": "on" if self.schedules else "off",
        }


AWAKE = Switches(event_sources=True, schedules=True)
ASLEEP = Switches(event_sources=False, schedules=False)


def switches_of(parameters: Mapping[str, str]) -> Switches | None:
    """Give the switches that an app stack's parameters say, None if there is no such stack.

    A stack of before there were Schedules ran them with its event sources.
    """
    if "EventSources" not in parameters:
        return None
    sources = parameters["EventSources"]
    return Switches(
        event_sources=sources == "on", schedules=parameters.get("Schedules", sources) == "on"
    )


def read_switches(cloudformation: Any, names: StageNames) -> Switches | None:
    """Give the switches of a deployed stage, None if there is no such stage."""
    return switches_of(read_parameters(cloudformation, names.app_stack))


def switch_stage(
    aws: Aws, names: StageNames, switches: Switches, *, progress: Progress
) -> StackOutcome:
    """Put a deployed stage into a state; its action is "unchanged" when it is there already.

    Raises: StackError when there is no such stage, or it was deployed before it had switches.
    """
    cloudformation = aws.client("cloudformation")
    stack = describe_stack(cloudformation, names.app_stack)
    if stack is None:
        raise StackError(
            f"There is no stage {names.stage} in {aws.region}: no stack {names.app_stack}"
        )
    wanted = switches.as_parameters()
    known = parameters_of(stack)
    if not wanted.keys() <= known.keys():
        raise StackError(f"{names.app_stack} has no switches yet; deploy the stage first")
    parameters = {**dict.fromkeys(known), **wanted}
    request = StackRequest(names.app_stack, FORMER_TEMPLATE, parameters, tags_of(stack))
    return apply_stack(cloudformation, request, progress=progress)
