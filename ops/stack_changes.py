"""What a deployment would change, in words: a change set that is computed, read and thrown away.

A stack that does not exist yet has no change set (making one would make the stack), so its
resources are read from its template, as its conditions choose them.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ops.cloudformation import (
    StackRequest,
    create_change_set,
    describe_stack,
    parameters_of,
    refuse_half_deleted,
    withdraw_change_set,
)
from ops.cost.resolution import Stack, list_resources

Action = Literal[
    "added", "changed", "replaced", "perhaps replaced", "follows", "removed", "imported"
]
"""A resource that follows refers to others that change, and is changed if they then differ."""
Kind = Literal["new", "changed", "unchanged", "busy"]

_NO_STACK = (None, "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")
"""Statuses of what is made anew: apply_stack removes what a failed creation left."""


_ACTIONS: Mapping[str, Action] = {
    "Add": "added",
    "Modify": "changed",
    "Remove": "removed",
    "Import": "imported",
}
_BY_OTHERS = ("ResourceReference", "ResourceAttribute")


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """What would become of a resource."""

    action: Action
    logical_id: str
    type: str
    of: tuple[str, ...] = ()
    """Names of the properties and attributes that change; of what is followed."""


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """Another value of a parameter; None where there is none."""

    name: str
    former: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class StackChanges:
    """What would become of a stack."""

    stack: str
    kind: Kind
    status: str | None = None
    """What CloudFormation is doing with a busy one."""
    resources: tuple[ResourceChange, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    note: str | None = None
    """What is to be known besides."""

    def lines(self) -> Iterator[str]:
        """Say it to people."""
        yield from self._lines()
        if self.note:
            yield f"  {self.note}"

    def _lines(self) -> Iterator[str]:
        if self.kind == "new":
            yield f"{self.stack}: new stack with {len(self.resources)} resources"
            counts = Counter(resource.type for resource in self.resources)
            yield from (f"  {count:3} {kind}" for kind, count in sorted(counts.items()))
            return
        if self.kind == "busy":
            yield f"{self.stack}: {self.status}, which is waited for first"
            return
        if self.kind == "unchanged":
            yield f"{self.stack}: nothing to change"
            return
        counts = Counter(
            "that follow" if resource.action == "follows" else resource.action
            for resource in self.resources
        )
        summary = ", ".join(f"{count} {action}" for action, count in sorted(counts.items()))
        yield f"{self.stack}: {summary or 'only outputs, tags or parameters'}"
        for parameter in self.parameters:
            yield f"  {parameter.name}: {_or_none(parameter.former)} -> {_or_none(parameter.next)}"
        for resource in sorted(self.resources, key=lambda each: (each.action, each.logical_id)):
            of = f": {', '.join(resource.of)}" if resource.of else ""
            yield f"  {resource.action} {resource.logical_id} ({resource.type}){of}"


def preview_stack(cloudformation: Any, request: StackRequest, template: str) -> StackChanges:
    """Tell what bringing a stack to a request would change. Nothing is left of the question.

    `template` is the request's text, which may stand there by its address only.

    Raises: StackError if CloudFormation refuses the template, or the stack is half deleted.
    """
    stack = describe_stack(cloudformation, request.name)
    status = stack["StackStatus"] if stack else None
    if stack is None or status in _NO_STACK:
        return StackChanges(
            request.name,
            "new",
            resources=tuple(_additions(request.name, template, request.parameters)),
        )
    refuse_half_deleted(request.name, str(status))
    if str(status).endswith("_IN_PROGRESS"):
        return StackChanges(request.name, "busy", status=status)
    change_set = create_change_set(cloudformation, request, is_new=False)
    if change_set is None:
        return StackChanges(request.name, "unchanged")
    try:
        changes = tuple(_read_changes(cloudformation, request.name, change_set))
    finally:
        withdraw_change_set(cloudformation, request.name, change_set)
    return StackChanges(
        request.name,
        "changed",
        resources=changes,
        parameters=tuple(_parameter_changes(stack, request.parameters)),
    )


def _read_changes(cloudformation: Any, name: str, change_set: str) -> Iterator[ResourceChange]:
    asked = {"StackName": name, "ChangeSetName": change_set}
    while True:
        page = cloudformation.describe_change_set(**asked)
        for change in page.get("Changes", []):
            if "ResourceChange" in change:
                yield _describe(change["ResourceChange"])
        if not page.get("NextToken"):
            return
        asked["NextToken"] = page["NextToken"]


def _describe(change: Mapping[str, Any]) -> ResourceChange:
    action = _ACTIONS.get(change["Action"], "changed")
    details = change.get("Details", [])
    ours = [detail for detail in details if detail.get("ChangeSource") not in _BY_OTHERS]
    if change["Action"] == "Modify" and change.get("Replacement") == "True":
        action = "replaced"
    elif change["Action"] == "Modify" and details and not ours:
        # CloudFormation can't tell beforehand whether an attribute that is referred to will differ.
        action = "follows"
    elif any(detail["Target"].get("RequiresRecreation") == "Conditionally" for detail in ours):
        action = "perhaps replaced"
    shown = ours or details
    of = dict.fromkeys(
        detail["Target"].get("Name") or detail["Target"]["Attribute"] for detail in shown
    )
    if action == "follows":
        of = dict.fromkeys(
            str(detail.get("CausingEntity", "")).partition(".")[0] for detail in shown
        )
    return ResourceChange(action, change["LogicalResourceId"], change["ResourceType"], tuple(of))


def _parameter_changes(
    stack: Mapping[str, Any], parameters: Mapping[str, str | None]
) -> Iterator[ParameterChange]:
    known = parameters_of(stack)
    for name, value in sorted(parameters.items()):
        if value is not None and value != known.get(name):
            yield ParameterChange(name, known.get(name), value)


def _additions(
    name: str, template: str, parameters: Mapping[str, str | None]
) -> Iterator[ResourceChange]:
    """List the resources that a template would make under these parameters."""
    known = {key: value for key, value in parameters.items() if value is not None}
    stack = Stack(name, known.get("Environment", ""), parse_template(template), known)
    for resource in list_resources(stack):
        yield ResourceChange("added", resource.logical_id, resource.kind)


def parse_template(text: str) -> Mapping[str, Any]:
    """Give a template, its functions in their long form."""
    if text.startswith("{"):
        parsed: dict[str, Any] = json.loads(text)
        return parsed
    from cfnlint.decode import cfn_yaml  # takes a second, and only new stacks need it

    return dict(json.loads(json.dumps(cfn_yaml.loads(text))))


def _or_none(value: str | None) -> str:
    return value if value else "(none)"
