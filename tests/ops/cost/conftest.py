"""The stacks of production and of a sleeping staging, as the repository has them, and changed."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ops.cost.resolution import Stack
from ops.cost.synthesis import DEFAULT_STAGES, synthesise

Mutate = Callable[..., list[Stack]]


@pytest.fixture(scope="session")
def stacks() -> Sequence[Stack]:
    return tuple(synthesise(DEFAULT_STAGES))


@pytest.fixture
def mutated(stacks: Sequence[Stack]) -> Mutate:
    """Give the stacks with resources added to one of them, or with other parameters."""

    def mutate(
        name: str,
        added: dict[str, dict[str, Any]] | None = None,
        *,
        changed: Callable[[dict[str, Any]], None] = lambda resources: None,
        **parameters: str,
    ) -> list[Stack]:
        assert name in {stack.name for stack in stacks}
        made = []
        for stack in stacks:
            if stack.name == name:
                template: Any = copy.deepcopy(stack.template)
                template["Resources"].update(added or {})
                changed(template["Resources"])
                stack = replace(
                    stack, template=template, parameters={**stack.parameters, **parameters}
                )
            made.append(stack)
        return made

    return mutate


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": kind, "Properties": properties}


def alarms(count: int) -> dict[str, dict[str, Any]]:
    return {
        f"Alarm{number}": resource("AWS::CloudWatch::Alarm", MetricName="Errors", Period=300)
        for number in range(count)
    }
