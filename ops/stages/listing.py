"""Which stages there are in an account and region, as their stacks tell.

Nothing else keeps a list that could be wrong: a stack belongs to the application by its tag, to an
environment or a stage by its name.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ops.cloudformation import parameters_of, tags_of
from ops.stages.expiry import read_expiry
from ops.stages.names import APPLICATION, StageNameError, StageNames
from ops.stages.switches import switches_of

_STACK = re.compile(rf"{APPLICATION}-(?P<owner>.+)-(?P<kind>data|alerts|edge|stage|app)")
_OF_STAGES = ("stage", "app")
_SETTLED = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


@dataclass(frozen=True, slots=True)
class StageEntry:
    """A stage, or an environment that no stage works on."""

    environment: str
    stage: str | None
    state: str
    """awake, asleep and what is between; "no code" without an app stack."""
    release: str | None
    created_at: datetime
    """When the first of its stacks was made."""
    expires_at: datetime | None
    unsettled: Mapping[str, str]
    """Stacks that are not as their last deployment wanted them, with their status."""

    def is_expired(self, now: datetime) -> bool:
        """Tell whether its end is past."""
        return self.expires_at is not None and self.expires_at <= now


def list_stages(cloudformation: Any) -> list[StageEntry]:
    """List every stage of the account and region, and environments without one."""
    pages = cloudformation.get_paginator("describe_stacks").paginate()
    return entries_of(stack for page in pages for stack in page["Stacks"])


def entries_of(stacks: Iterable[Mapping[str, Any]]) -> list[StageEntry]:
    """Group stacks, as CloudFormation describes them, by the stages that they belong to."""
    by_stage: dict[str, dict[str, Mapping[str, Any]]] = {}
    by_environment: dict[str, dict[str, Mapping[str, Any]]] = {}
    for stack in stacks:
        found = _STACK.fullmatch(stack["StackName"])
        if found is None or tags_of(stack).get("application") != APPLICATION:
            continue
        group = by_stage if found["kind"] in _OF_STAGES else by_environment
        group.setdefault(found["owner"], {})[found["kind"]] = stack
    entries = []
    for stage, owned in by_stage.items():
        try:
            environment = StageNames(stage).environment
        except StageNameError:
            continue  # somebody else's, with our tag
        entries.append(_entry(environment, stage, owned, by_environment.get(environment, {})))
    inhabited = {entry.environment for entry in entries}
    entries += [
        _entry(environment, None, {}, shared)
        for environment, shared in by_environment.items()
        if environment not in inhabited
    ]
    return sorted(entries, key=lambda entry: (entry.environment, entry.stage or ""))


def _entry(
    environment: str,
    stage: str | None,
    owned: Mapping[str, Mapping[str, Any]],
    shared: Mapping[str, Mapping[str, Any]],
) -> StageEntry:
    parameters = parameters_of(owned.get("app"))
    switches = switches_of(parameters)
    every = [*owned.values(), *shared.values()]
    ends = [end for end in map(read_expiry, every) if end is not None]
    return StageEntry(
        environment=environment,
        stage=stage,
        state=switches.state if switches else "no code",
        release=parameters.get("Release"),
        created_at=min(stack["CreationTime"] for stack in owned.values() or every).astimezone(UTC),
        # An end that was put off in one stack only counts: nothing goes before its time.
        expires_at=max(ends) if ends else None,
        unsettled={
            stack["StackName"]: stack["StackStatus"]
            for stack in every
            if stack["StackStatus"] not in _SETTLED
        },
    )


def stages_on(entries: Iterable[StageEntry], environment: str) -> list[str]:
    """Name the stages that work on an environment's data."""
    return [
        entry.stage
        for entry in entries
        if entry.environment == environment and entry.stage is not None
    ]
