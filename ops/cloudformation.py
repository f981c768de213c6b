"""Bring a CloudFormation stack to a template's state, and say why if that fails.

Every change goes through a change set: creating one shows what would change, tells that nothing
does, and leaves the stack alone when the template is wrong. CloudFormation rolls a failed update
back by itself; what is left for us is to find the resource that failed first, because all later
failures are only its echo. Whoever interrupts the wait interrupts nothing else: CloudFormation goes
on, and the next run waits for it first.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

from botocore.exceptions import ClientError

from ops.errors import OpsError

Progress = Callable[[str], None]
"""Told one line per step, such as "consulting-local-data: 4 resources done"."""

Action = Literal["created", "updated", "unchanged"]

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
_PATIENCE_SECONDS = 1800
"""A distribution of CloudFront takes some minutes, everything else less than one."""
_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 3.0
_NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")
_HALF_DELETED = "Remove it first: ops stage destroy"
_ECHOES = ("cancelled", "Rollback requested by user")


class StackError(OpsError):
    """A stack could not be brought to the state that its template asks for."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template's text, the address in S3 of one above 51,200 bytes, or what the stack has."""

    body: str | None = None
    url: str | None = None

    def as_arguments(self) -> dict[str, Any]:
        """Give the arguments of a CloudFormation call."""
        if self.url is not None:
            return {"TemplateURL": self.url}
        if self.body is not None:
            return {"TemplateBody": self.body}
        return {"UsePreviousTemplate": True}


FORMER_TEMPLATE = Template()


@dataclass(frozen=True, slots=True)
class StackOutcome:
    """What became of a stack, and what it tells about itself."""

    name: str
    action: Action
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StackRequest:
    """A stack as it shall be."""

    name: str
    template: Template
    parameters: Mapping[str, str | None]
    """None leaves a parameter as the stack has it."""
    tags: Mapping[str, str]

    def as_arguments(self) -> dict[str, Any]:
        """Give the arguments of a change set."""
        return {
            "StackName": self.name,
            "Capabilities": _CAPABILITIES,
            "Parameters": [
                {"ParameterKey": key, "UsePreviousValue": True}
                if value is None
                else {"ParameterKey": key, "ParameterValue": value}
                for key, value in sorted(self.parameters.items())
            ],
            "Tags": [{"Key": key, "Value": value} for key, value in sorted(self.tags.items())],
            **self.template.as_arguments(),
        }


def apply_stack(
    cloudformation: Any,
    request: StackRequest,
    *,
    progress: Progress,
    timeout_seconds: float = _PATIENCE_SECONDS,
) -> StackOutcome:
    """Create or update a stack as it shall be, and wait until it is.

    Raises: StackError, with the failing resource and its reason.
    """
    name, deadline = request.name, time.monotonic() + timeout_seconds
    status = _clear_way(cloudformation, name, progress, deadline)
    is_new = status in (None, "REVIEW_IN_PROGRESS")
    change_set = create_change_set(cloudformation, request, is_new=is_new, deadline=deadline)
    if change_set is None:
        progress(f"{name}: nothing to change")
        return StackOutcome(name, "unchanged", read_outputs(cloudformation, name))
    seen = {event["EventId"] for event in _events(cloudformation, name)}
    with _going_on(name):
        cloudformation.execute_change_set(StackName=name, ChangeSetName=change_set)
        wanted = "CREATE_COMPLETE" if is_new else "UPDATE_COMPLETE"
        reached = _await_stack(cloudformation, name, seen, progress, deadline)
    if reached != wanted:
        raise StackError(f"{name} is {reached}: {_first_failure(cloudformation, name, seen)}")
    outcome: Action = "created" if is_new else "updated"
    progress(f"{name}: {outcome}")
    return StackOutcome(name, outcome, read_outputs(cloudformation, name))


def create_change_set(
    cloudformation: Any, request: StackRequest, *, is_new: bool, deadline: float | None = None
) -> str | None:
    """Have CloudFormation compute what would change; give the change set, None if nothing would.

    Raises: StackError if it refuses the template, ClientError for anything else. Then, and after an
    interruption, nothing is left.
    """
    name, change_set = request.name, f"deploy-{uuid4().hex}"
    until = time.monotonic() + _PATIENCE_SECONDS if deadline is None else deadline
    try:
        cloudformation.create_change_set(
            ChangeSetName=change_set,
            ChangeSetType="CREATE" if is_new else "UPDATE",
            **request.as_arguments(),
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ValidationError":
            raise
        raise StackError(f"{name}: {error.response['Error'].get('Message', error)}") from error
    has_changes = False
    try:
        has_changes = _await_change_set(cloudformation, name, change_set, until)
    finally:
        if not has_changes:
            withdraw_change_set(cloudformation, name, change_set)
    return change_set if has_changes else None


def withdraw_change_set(cloudformation: Any, name: str, change_set: str) -> None:
    """Delete a change set that was not executed, and the stack if there was none before."""
    # A change set that can't be deleted any more does no harm: the next execution removes it.
    with suppress(ClientError):
        cloudformation.delete_change_set(StackName=name, ChangeSetName=change_set)
    stack = describe_stack(cloudformation, name)
    if stack is not None and stack["StackStatus"] == "REVIEW_IN_PROGRESS":
        cloudformation.delete_stack(StackName=name)


def delete_stack(
    cloudformation: Any,
    name: str,
    *,
    progress: Progress,
    timeout_seconds: float = _PATIENCE_SECONDS,
) -> None:
    """Delete a stack with what it does not retain, and wait until it is gone.

    Raises: StackError, with the resource that stays and why.
    """
    stack = describe_stack(cloudformation, name)
    if stack is None:
        progress(f"{name}: is gone already")
        return
    deadline = time.monotonic() + timeout_seconds
    seen = {event["EventId"] for event in _events(cloudformation, name)}
    with _going_on(name):
        cloudformation.delete_stack(StackName=name)
        reached = _await_stack(cloudformation, name, seen, progress, deadline)
    if reached != "DELETE_COMPLETE":
        raise StackError(f"{name} is {reached}: {_first_failure(cloudformation, name, seen)}")
    progress(f"{name}: deleted")


def read_parameters(cloudformation: Any, name: str) -> dict[str, str]:
    """Give the parameters that a stack was deployed with; none if there is no such stack."""
    return parameters_of(describe_stack(cloudformation, name))


@contextmanager
def _going_on(name: str) -> Iterator[None]:
    """Have an interruption say what it does not interrupt."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        interrupt.add_note(f"CloudFormation goes on with {name} by itself")
        raise


def read_outputs(cloudformation: Any, name: str) -> dict[str, str]:
    """Give a stack's outputs.

    Raises: StackError when there is no such stack.
    """
    stack = describe_stack(cloudformation, name)
    if stack is None:
        raise StackError(f"There is no stack {name} in {cloudformation.meta.region_name}")
    return outputs_of(stack)


def _clear_way(cloudformation: Any, name: str, progress: Progress, deadline: float) -> str | None:
    """Give the status of a stack that is ready for a change set, None if there is none yet.

    A creation that failed leaves a stack that can only be deleted; it holds nothing.
    """
    stack = describe_stack(cloudformation, name)
    if stack is None:
        return None
    status: str = stack["StackStatus"]
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        progress(f"{name}: waiting for what is under way ({status})")
        with _going_on(name):
            status = _await_stack(cloudformation, name, set(), progress, deadline)
    refuse_half_deleted(name, status)
    if status in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED"):
        progress(f"{name}: removing what a failed creation left ({status})")
        seen = {event["EventId"] for event in _events(cloudformation, name)}
        cloudformation.delete_stack(StackName=name)
        status = _await_stack(cloudformation, name, seen, progress, deadline)
        if status == "DELETE_FAILED":
            raise StackError(
                f"{name} is {status}: {_first_failure(cloudformation, name, seen)}. {_HALF_DELETED}"
            )
    if status == "DELETE_COMPLETE":
        return None
    if status.endswith("FAILED"):
        raise StackError(
            f"{name} is {status}; first run: "
            f"aws cloudformation continue-update-rollback --stack-name {name}"
        )
    return status


def refuse_half_deleted(name: str, status: str) -> None:
    """Refuse a stack whose removal failed: what it still has may be data, which nobody gave up.

    Raises: StackError.
    """
    if status == "DELETE_FAILED":
        raise StackError(f"{name} is {status}, so a removal was not finished. {_HALF_DELETED}")


def _await_change_set(cloudformation: Any, name: str, change_set: str, deadline: float) -> bool:
    """Wait until a change set is computed and tell whether it changes anything."""
    for _ in _pauses(name, deadline):
        found = cloudformation.describe_change_set(StackName=name, ChangeSetName=change_set)
        reason = found.get("StatusReason", "")
        if found["Status"] == "CREATE_COMPLETE":
            return True
        if found["Status"] == "FAILED":
            if any(words in reason for words in _NOTHING_TO_DO):
                return False
            raise StackError(f"{name}: the change set was refused: {reason}")
    raise AssertionError("the pauses end by an exception")


def _await_stack(
    cloudformation: Any, name: str, seen: set[str], progress: Progress, deadline: float
) -> str:
    """Wait until nothing is under way, telling of resources as they are done; give the status."""
    told, known = 0, name
    for _ in _pauses(name, deadline):
        stack = describe_stack(cloudformation, known)
        if stack is None:
            return "DELETE_COMPLETE"
        if not stack["StackStatus"].endswith("_IN_PROGRESS"):
            return str(stack["StackStatus"])
        known = stack["StackId"]  # a stack that is gone is known by its id alone
        done = {
            event["LogicalResourceId"]
            for event in _events(cloudformation, known)
            if event["EventId"] not in seen and event["ResourceStatus"].endswith("_COMPLETE")
        }
        if len(done) > told:
            told = len(done)
            progress(f"{name}: {told} resources done")
    raise AssertionError("the pauses end by an exception")


def _pauses(name: str, deadline: float) -> Iterator[None]:
    pause = _FIRST_PAUSE_SECONDS
    while time.monotonic() < deadline:
        yield
        time.sleep(pause)
        pause = min(pause * 1.3, _LONGEST_PAUSE_SECONDS)
    raise StackError(f"{name}: not done in time; CloudFormation goes on by itself")


def _first_failure(cloudformation: Any, name: str, seen: set[str]) -> str:
    """Name the resource that failed first, with the reason that the service gave."""
    failures = [
        event
        for event in reversed(_events(cloudformation, name))
        if event["EventId"] not in seen
        and event["ResourceStatus"].endswith("_FAILED")
        and not any(words in event.get("ResourceStatusReason", "") for words in _ECHOES)
    ]
    if not failures:
        return "no resource gave a reason"
    first = failures[0]
    return (
        f"{first['LogicalResourceId']} ({first['ResourceType']}): "
        f"{first.get('ResourceStatusReason', 'no reason given')}"
    )


def _events(cloudformation: Any, name: str) -> list[dict[str, Any]]:
    """List what happened to a stack, newest first."""
    pages = cloudformation.get_paginator("describe_stack_events").paginate(StackName=name)
    return [event for page in pages for event in page["StackEvents"]]


def describe_stack(cloudformation: Any, name: str) -> dict[str, Any] | None:
    """Give what CloudFormation knows of a stack, None if there is none."""
    try:
        stacks: list[dict[str, Any]] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in error.response["Error"].get("Message", ""):
            return None
        raise
    return stacks[0] if stacks else None


def parameters_of(stack: Mapping[str, Any] | None) -> dict[str, str]:
    """Give the parameters of a stack as CloudFormation describes it; none of no stack."""
    listed = (stack or {}).get("Parameters", [])
    return {each["ParameterKey"]: each["ParameterValue"] for each in listed}


def outputs_of(stack: Mapping[str, Any] | None) -> dict[str, str]:
    """Give the outputs in the same way."""
    return {each["OutputKey"]: each["OutputValue"] for each in (stack or {}).get("Outputs", [])}


def tags_of(stack: Mapping[str, Any] | None) -> dict[str, str]:
    """Give the tags in the same way."""
    return {each["Key"]: each["Value"] for each in (stack or {}).get("Tags", [])}
